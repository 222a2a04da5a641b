/* What the instructor makes happen, and what he has made happen so far. */
import { signal } from "@preact/signals";
import type { Center } from "../api/types";
import { Choice } from "../parts/Choice";
import { Minutes } from "../parts/Minutes";
import { order } from "../parts/Notices";
import { center } from "../state/floor";
import { moment, now } from "../state/time";
import { leave, verbs } from "../state/verbs";
import { Orders } from "../wall/Orders";
import {
  INJECTIONS,
  isPossible,
  read,
  type Field,
  type Injection,
} from "./injection";
import { t } from "./words";

const sent = signal<string[]>([]);

function choices(field: Field & { kind: "choice" }, floor: Center) {
  const all = field.options(floor).map((it) => ({ value: it, text: it }));

  return field.all ? [{ value: "", text: t(field.all) }, ...all] : all;
}

function Input({ field, floor }: { field: Field; floor: Center }) {
  if (field.kind === "choice")
    return (
      <Choice
        label={t(field.label)}
        name={field.name}
        options={choices(field, floor)}
      />
    );
  if (field.kind === "length")
    return (
      <Minutes label={t(field.label)} name={field.name} start={field.start} />
    );
  if (field.kind === "truth")
    return (
      <label class="truth">
        <input type="checkbox" name={field.name} /> {t(field.label)}
      </label>
    );
  const isShare = field.kind === "share";
  return (
    <label class="field">
      <span>{t(field.label)}</span>
      <input
        type="number"
        name={field.name}
        min={isShare ? 1 : field.least}
        max={isShare ? 100 : field.most}
        step={isShare ? 1 : 0.1}
        defaultValue={String(field.start)}
        required
      />
    </label>
  );
}

function Form({ injection, floor }: { injection: Injection; floor: Center }) {
  const name = t(injection.title);

  if (leave(injection.command) === "role")
    return (
      <div class="orders">
        <h3>{name}</h3>
        <p class="muted">
          {t("needsRole", {
            role: verbs.value.get(injection.command)?.role ?? "",
          })}
        </p>
      </div>
    );
  async function send(form: FormData) {
    const at = moment(now());
    if (!(await order(read(injection, form)))) return;
    sent.value = [t("sent", { what: name, at }), ...sent.value].slice(0, 20);
  }

  return (
    <Orders title={name} send={t("send")} onSend={send}>
      <p class="muted says">{t(injection.says)}</p>
      {injection.fields.map((field) => (
        <Input key={field.name} field={field} floor={floor} />
      ))}
    </Orders>
  );
}

export function Inject() {
  const floor = center.value;

  if (!floor) return null;
  const possible = INJECTIONS.filter(
    (it) => leave(it.command) !== "unknown" && isPossible(it, floor),
  );
  return (
    <section class="sheet inject" aria-labelledby="inject-title">
      <h2 id="inject-title">{t("inject")}</h2>
      {possible.length === 0 && <p class="empty">{t("nothingToInject")}</p>}
      {possible.map((injection) => (
        <Form key={injection.command} injection={injection} floor={floor} />
      ))}
      {sent.value.length > 0 && (
        <div class="orders">
          <h3>{t("injected")}</h3>
          <ul class="sent" role="log">
            {sent.value.map((line, i) => (
              <li key={sent.value.length - i}>{line}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
