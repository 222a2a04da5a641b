/* How the contact ended; in wrap-up that ends the wrap-up. */
import { useState } from "preact/hooks";
import { act } from "./act";
import { Button } from "./Button";
import { shortcut } from "./hotkeys";
import { dispositionName, dispositions, kindName } from "./names";
import { Panel } from "./Panel";
import { Timer } from "./Timer";
import { t } from "./words";

const KINDS = ["request", "complaint", "activity", "satisfaction"];

interface Props {
  contact: number;
  /** What was noted before. */
  noted: string | undefined;
  /** Since when he wraps up; null: he still talks. */
  since: number | null;
  /** The contact is gone: what is saved is the last word. */
  over: boolean;
  /** A chat is named; his call need not be. */
  chat: boolean;
}

function Coded({ value, onChange }: Field) {
  return (
    <fieldset class="codes">
      <legend>{t("choose")}</legend>
      {dispositions().map(({ id }, i) => (
        <label key={id}>
          <input
            type="radio"
            name="outcome"
            value={id}
            checked={value === id}
            aria-keyshortcuts={i === 0 ? shortcut("outcome") : undefined}
            onChange={() => onChange(id)}
          />
          {dispositionName(id)}
        </label>
      ))}
    </fieldset>
  );
}

interface Field {
  value: string;
  onChange: (value: string) => void;
}

function Free({ value, onChange }: Field) {
  return (
    <label>
      {t("code")}
      <input
        value={value}
        list="outcomes"
        maxLength={80}
        aria-keyshortcuts={shortcut("outcome")}
        onInput={(e) => onChange(e.currentTarget.value)}
      />
      <datalist id="outcomes">
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {kindName(kind)}
          </option>
        ))}
      </datalist>
    </label>
  );
}

export function Outcome({ contact, noted, since, over, chat }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const value = chosen ?? noted ?? "";
  const Field = dispositions().length > 0 ? Coded : Free;
  const send = () =>
    value.trim() &&
    void act("dispose", { text: value.trim(), ...(chat && { contact }) });

  return (
    <Panel
      id="outcome"
      class={over ? "outcome urgent" : "outcome"}
      title={t("outcome")}
      aside={
        since !== null && (
          <span class="state wrap-up">
            {t("wrapUp")} <Timer since={since} />
          </span>
        )
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field value={value} onChange={setChosen} />
        <div class="row">
          <button
            class="act main"
            aria-disabled={value.trim() ? undefined : "true"}
          >
            {t(!over ? "note" : chat ? "finishChat" : "finish")}
          </button>
          {since !== null && !noted && (
            <Button onClick={() => void act("ready")}>{t("noOutcome")}</Button>
          )}
          {noted && (
            <span class="muted" role="status">
              {t("saved", { text: dispositionName(noted) })}
            </span>
          )}
        </div>
      </form>
    </Panel>
  );
}
