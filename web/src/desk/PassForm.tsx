/* To whom: for a transfer, a consult, or a call out. */
import { useEffect, useRef, useState } from "preact/hooks";
import {
  agents,
  center,
  keepAgents,
  keepCounts,
  queues,
  version,
} from "../state/floor";
import { Button } from "./Button";
import { seat } from "./seat";
import { dialed, targets, type Target } from "./targets";
import { t } from "./words";

interface Props {
  title: string;
  channel?: string;
  /** A number outside may be dialed, too. */
  outside: boolean;
  onTo: (to: string) => void;
  onNever: () => void;
}

const PICKS = 12;

function Pick({ target, onTo }: { target: Target; onTo: () => void }) {
  return (
    <button type="button" class="pick" onClick={onTo}>
      <strong>{target.name}</strong>{" "}
      <span class="muted">
        {target.to}
        {target.waiting ? ` · ${t("waits")} ${target.waiting}` : ""}
      </span>
    </button>
  );
}

export function PassForm(props: Props) {
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);

  version.value;
  useEffect(keepAgents, []);
  useEffect(keepCounts, []);
  useEffect(() => input.current?.focus(), []);
  const list = targets(
    center.value?.queues ?? [],
    queues,
    agents.values(),
    seat.value ?? "",
    props.channel,
  );
  const to = dialed(text, list);
  return (
    <form
      class="pass"
      aria-label={props.title}
      onKeyDown={(e) => e.key === "Escape" && props.onNever()}
      onSubmit={(event) => {
        event.preventDefault();
        if (to) props.onTo(to);
      }}
    >
      <label>
        {props.title}
        <input
          value={text}
          inputMode={props.outside ? "tel" : "text"}
          maxLength={40}
          placeholder={t("toHint")}
          onInput={(e) => setText(e.currentTarget.value)}
          ref={input}
        />
      </label>
      <div class="row">
        <button class="act main" aria-disabled={to ? undefined : "true"}>
          {props.title}
        </button>
        <Button onClick={props.onNever}>{t("never")}</Button>
      </div>
      <fieldset class="picks" aria-label={t("queues")}>
        {list.slice(0, PICKS).map((target) => (
          <Pick
            key={target.to}
            target={target}
            onTo={() => props.onTo(target.to)}
          />
        ))}
      </fieldset>
    </form>
  );
}
