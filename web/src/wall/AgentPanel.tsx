/* An agent: what he does, what he serves, his work time, who listens. */
import { Minutes } from "../parts/Minutes";
import { order } from "../parts/Notices";
import { agents } from "../state/floor";
import { length, now } from "../state/time";
import { may } from "../state/verbs";
import { seat } from "./crew";
import { isKnown, useAgent } from "./detail";
import { Listening } from "./Listening";
import { Members } from "./Members";
import { Orders } from "./Orders";
import { second } from "./pulse";
import { tone } from "./states";
import { reason, stateName, t } from "./words";

function Now({ ext }: { ext: string }) {
  const it = seat(ext).value;

  second.value;
  return (
    <>
      <p class="now">
        <span class={`state ${tone(it.state)}`}>
          <i aria-hidden="true" /> {stateName(it.state)}
          {it.why !== "" && <> · {reason(it.why)}</>}
        </span>{" "}
        {t("since", { time: length(now() - it.since) })}
      </p>
      <p class="muted">
        {it.name} · {it.group}
        {it.site && <> · {it.site}</>} ·{" "}
        {t("handled", { count: agents.get(ext)?.handled ?? 0 })}
      </p>
      {it.taken && (
        <p>
          {t("trainee", { user: it.user ?? "" })}{" "}
          <a href={`#/desk?agent=${encodeURIComponent(ext)}&watch`}>
            {t("watch")}
          </a>
        </p>
      )}
    </>
  );
}

/** A length of work time that a command gives. */
function Given({ ext, command }: { ext: string; command: string }) {
  const isBreak = command === "break";

  if (!may(command)) return null;
  return (
    <Orders
      title=""
      name={t(isBreak ? "giveBreak" : "overtime")}
      send={t(isBreak ? "giveBreak" : "overtime")}
      onSend={(form) =>
        order({ command, agent: ext, length: Number(form.get("length")) })
      }
    >
      <Minutes
        label={t(isBreak ? "breakLength" : "overtimeLength")}
        name="length"
        start={isBreak ? 600 : 3600}
      />
    </Orders>
  );
}

function AtWork({ ext }: { ext: string }) {
  const off = seat(ext).value.state === "logged off";

  if (!may("overtime")) return null;
  return (
    <button
      class="plain secondary"
      onClick={() =>
        void order({ command: off ? "log-in" : "log-out", agent: ext })
      }
    >
      {t(off ? "logIn" : "logOut")}
    </button>
  );
}

function Serves({ ext }: { ext: string }) {
  const agent = useAgent(ext);

  if (agent === "loading") return <p aria-busy="true">{t("loading")}</p>;
  return isKnown(agent) ? (
    <Members agent={agent} />
  ) : (
    <p role="alert">{t("loadFailed", { why: agent.failed })}</p>
  );
}

export function AgentPanel({ name }: { name: string }) {
  if (!agents.has(name)) return <p class="empty">{t("gone")}</p>;
  return (
    <>
      <Now ext={name} />
      <Serves ext={name} />
      <Listening ext={name} />
      {may("break") && (
        <section class="orders" aria-labelledby="work-title">
          <h3 id="work-title">{t("work")}</h3>
          <Given ext={name} command="break" />
          <Given ext={name} command="overtime" />
          <AtWork ext={name} />
        </section>
      )}
    </>
  );
}
