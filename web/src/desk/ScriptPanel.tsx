/* The script: what to say now, what to verify, and where it goes on. */
import { useState } from "preact/hooks";
import type { ContactDetail, Script, ScriptStep } from "../api/types";
import { say } from "../i18n";
import { center } from "../state/floor";
import { act } from "./act";
import { Button } from "./Button";
import { Panel } from "./Panel";
import {
  back,
  begin,
  here,
  onward,
  scriptFor,
  setTrail,
  trails,
  verifications,
  type Trail,
} from "./script";
import { factName } from "./names";
import { watching } from "./seat";
import { t } from "./words";

type Contact = ContactDetail;

const results = { passed: "isPassed", failed: "isFailed" } as const;

function Verify({ contact, step }: { contact: Contact; step: ScriptStep }) {
  const last = contact.verified?.filter((v) => v.step === step.id).at(-1);
  const send = (text: string) =>
    void act("verify", { contact: contact.contact, key: step.id, text });

  const known = contact.persona?.record?.find((r) => r.id === step.verify);

  if (step.verify === null) return null;
  return (
    <fieldset class="verify" aria-label={t("verified")}>
      <span>
        {t("verify", { what: factName(step.verify) })}
        {known && (
          <span class="muted">
            {" "}
            · {t("onRecord", { text: say(known.text) })}
          </span>
        )}
      </span>
      {watching.value ? (
        <strong>{t(last ? results[last.result] : "unverified")}</strong>
      ) : (
        <>
          <Button
            kind="good"
            pressed={last?.result === "passed"}
            onClick={() => send("passed")}
          >
            {t("passed")}
          </Button>
          <Button
            kind="bad"
            pressed={last?.result === "failed"}
            onClick={() => send("failed")}
          >
            {t("failed")}
          </Button>
        </>
      )}
    </fieldset>
  );
}

function Ways(props: { contact: number; step: ScriptStep; trail: Trail }) {
  const { contact, step, trail } = props;

  return (
    <div class="ways">
      {step.next.length === 0 && <p class="muted">{t("endOfScript")}</p>}
      {step.next.map((way) => (
        <Button
          key={way.to}
          icon="transfer"
          onClick={() => setTrail(contact, onward(trail, way.to))}
        >
          {say(way.text)}
        </Button>
      ))}
    </div>
  );
}

function Verified({ script, contact }: { script: Script; contact: Contact }) {
  const list = verifications(script, contact.verified);

  if (list.length === 0) return null;
  return (
    <ul class="verified" aria-label={t("verified")}>
      {list.map((one) => (
        <li key={one.step} class={one.result ?? "open"}>
          {factName(one.name)}:{" "}
          <strong>{t(one.result ? results[one.result] : "unverified")}</strong>
        </li>
      ))}
    </ul>
  );
}

function Steps({ script, contact }: { script: Script; contact: Contact }) {
  const id = contact.contact;
  const kept = trails.value.get(id);
  const trail = kept?.script === script.id ? kept : begin(script);
  const step = here(script, trail);

  if (!step) return <p class="empty">{t("endOfScript")}</p>;
  return (
    <>
      <blockquote class="line" aria-live="polite">
        {say(step.say)}
      </blockquote>
      <Verify contact={contact} step={step} />
      <Ways contact={id} step={step} trail={trail} />
      <div class="row">
        <Button
          icon="cancel"
          may={trail.steps.length > 1}
          onClick={() => setTrail(id, back(trail))}
        >
          {t("stepBack")}
        </Button>
        <Button
          may={trail.steps.length > 1}
          onClick={() => setTrail(id, begin(script))}
        >
          {t("restart")}
        </Button>
      </div>
      <Verified script={script} contact={contact} />
    </>
  );
}

function Choose(props: {
  scripts: Script[];
  value: string;
  onChange: (id: string) => void;
}) {
  return (
    <select
      class="small"
      aria-label={t("chooseScript")}
      value={props.value}
      onChange={(e) => props.onChange(e.currentTarget.value)}
    >
      <option value="">–</option>
      {props.scripts.map((script) => (
        <option key={script.id} value={script.id}>
          {say(script.title)}
        </option>
      ))}
    </select>
  );
}

export function ScriptPanel({ contact }: { contact: Contact }) {
  const scripts = center.value?.scripts ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const script =
    chosen === null
      ? scriptFor(scripts, contact)
      : (scripts.find((s) => s.id === chosen) ?? null);

  if (scripts.length === 0) return null;
  return (
    <Panel
      id="script"
      class="script"
      title={t("script")}
      aside={
        <Choose
          scripts={scripts}
          value={script?.id ?? ""}
          onChange={setChosen}
        />
      }
    >
      {script ? (
        <Steps script={script} contact={contact} />
      ) : (
        <p class="empty">{t("noScript")}</p>
      )}
    </Panel>
  );
}
