/* Where to sit: the places that nobody has taken, one's own first. */
import { useState } from "preact/hooks";
import type { Agent } from "../api/types";
import { agents, center, version } from "../state/floor";
import { me } from "../state/user";
import { take } from "./act";
import { freeSeats } from "./free";
import { lesson, placeOf } from "./lesson";
import { stateName } from "./names";
import { t } from "./words";

const SHOWN = 40;

function Place({ agent, own }: { agent: Agent; own: boolean }) {
  return (
    <tr class={own ? "own" : ""}>
      <th scope="row">{agent.agent}</th>
      <td>
        {agent.name}
        {own && <mark class="badge">{t("yours")}</mark>}
      </td>
      <td class="wide">{agent.group}</td>
      <td>
        <span class={`dot ${agent.state.replace(" ", "-")}`} />
        {stateName(agent.state)}
      </td>
      <td>
        <button
          class="act main"
          aria-label={t("takeOf", { agent: agent.agent })}
          onClick={() => void take(agent.agent)}
        >
          {t("take")}
        </button>
      </td>
    </tr>
  );
}

function Table({ free, own }: { free: Agent[]; own: string | null }) {
  return (
    <table class="dense">
      <thead>
        <tr>
          <th scope="col">{t("extension")}</th>
          <th scope="col">{t("place")}</th>
          <th scope="col" class="wide">
            {t("group")}
          </th>
          <th scope="col">{t("state")}</th>
          <th scope="col">
            <span class="unseen">{t("take")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {free.slice(0, SHOWN).map((agent) => (
          <Place key={agent.agent} agent={agent} own={agent.agent === own} />
        ))}
      </tbody>
    </table>
  );
}

export function Seats() {
  const [text, setText] = useState("");
  const [group, setGroup] = useState("");
  const own = placeOf(lesson.value, me.value?.user) ?? me.value?.agent ?? null;

  version.value;
  const free = freeSeats(agents.values(), { text, group }, own);
  return (
    <section class="seats" aria-labelledby="seats-title">
      <h1 id="seats-title">{t("takeSeat")}</h1>
      <p class="muted">{t("takeHint")}</p>
      <div class="find">
        <input
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          value={text}
          onInput={(e) => setText(e.currentTarget.value)}
        />
        <select
          aria-label={t("group")}
          value={group}
          onChange={(e) => setGroup(e.currentTarget.value)}
        >
          <option value="">{t("allGroups")}</option>
          {center.value?.groups.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
      {free.length > 0 ? (
        <Table free={free} own={own} />
      ) : (
        <p class="empty">{agents.size ? t("noSeats") : t("noAgents")}</p>
      )}
      {free.length > SHOWN && (
        <p class="muted">{t("more", { n: free.length - SHOWN })}</p>
      )}
    </section>
  );
}
