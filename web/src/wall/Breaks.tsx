/* Who asks for a break, to be approved or refused. */
import type { Agent } from "../api/types";
import { order } from "../parts/Notices";
import { agents } from "../state/floor";
import { length, now } from "../state/time";
import { may } from "../state/verbs";
import { pulse, second } from "./pulse";
import { t } from "./words";

function Asked({ agent }: { agent: Agent }) {
  const asked = agent.break_asked!;

  second.value;
  return (
    <li>
      <span>
        <b>{agent.agent}</b> {agent.user ?? agent.name}:{" "}
        {t("minutes", { minutes: Math.round(asked.length / 60) })}
        {asked.text !== "" && <> · {asked.text}</>}{" "}
        <small class="muted">
          {t("askedAgo", { time: length(now() - asked.at) })}
        </small>
      </span>
      <span class="buttons">
        <button
          class="plain"
          aria-label={t("approveFor", { agent: agent.agent })}
          onClick={() =>
            void order({
              command: "break",
              agent: agent.agent,
              length: asked.length,
            })
          }
        >
          {t("approve")}
        </button>
        <button
          class="plain secondary"
          aria-label={t("refuseFor", { agent: agent.agent })}
          onClick={() =>
            void order({ command: "refuse-break", agent: agent.agent })
          }
        >
          {t("refuse")}
        </button>
      </span>
    </li>
  );
}

export function Breaks() {
  pulse.value;
  const asking = [...agents.values()].filter((it) => it.break_asked);

  if (asking.length === 0 || !may("refuse-break")) return null;
  return (
    <section class="sheet attention" aria-labelledby="breaks-title">
      <h2 id="breaks-title">{t("breaks")}</h2>
      <ul class="breaks">
        {asking.map((agent) => (
          <Asked key={agent.agent} agent={agent} />
        ))}
      </ul>
    </section>
  );
}
