/* A break is asked for; a supervisor grants it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { act } from "./act";
import { Button } from "./Button";
import { detailOfSeat } from "./seat";
import { t } from "./words";

const LENGTHS = [5, 10, 15, 20, 30]; // [min]

function Form({ onDone }: { onDone: () => void }) {
  const [minutes, setMinutes] = useState(10);
  const first = useRef<HTMLSelectElement>(null);

  useEffect(() => first.current?.focus(), []);
  return (
    <form
      class="joined"
      onKeyDown={(e) => e.key === "Escape" && onDone()}
      onSubmit={(event) => {
        event.preventDefault();
        void act("ask-break", { length: minutes * 60 });
        onDone();
      }}
    >
      <select
        aria-label={t("breakLength")}
        ref={first}
        value={minutes}
        onChange={(e) => setMinutes(Number(e.currentTarget.value))}
      >
        {LENGTHS.map((n) => (
          <option key={n} value={n}>
            {t("minutes", { n })}
          </option>
        ))}
      </select>
      <button class="act main">{t("breakAsk")}</button>
      <Button onClick={onDone}>{t("never")}</Button>
    </form>
  );
}

export function AskBreak() {
  const [open, setOpen] = useState(false);
  const asked = detailOfSeat()?.value.value?.break_asked;

  if (asked)
    return (
      <span class="badge">
        {t("breakAsked", { minutes: Math.round(asked.length / 60) })}
      </span>
    );
  return open ? (
    <Form onDone={() => setOpen(false)} />
  ) : (
    <Button hotkey="askBreak" onClick={() => setOpen(true)}>
      {t("askBreak")}
    </Button>
  );
}
