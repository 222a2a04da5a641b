/* Who sits on which agent, and whose desktop the instructor watches. */
import { useState } from "preact/hooks";
import type { Agent } from "../api/types";
import { Choice } from "../parts/Choice";
import { attempt, order } from "../parts/Notices";
import { post } from "../api/client";
import { agents } from "../state/floor";
import { length, now } from "../state/time";
import { me } from "../state/user";
import { pulse, second } from "../wall/pulse";
import { reason, stateName } from "../wall/words";
import { answer } from "./lesson";
import { t } from "./words";

const desk = (ext: string) => `#/desk?agent=${encodeURIComponent(ext)}`;

/** Whoever sits there himself, and who may do everything. */
const mayRelease = (agent: Agent) =>
  me.value?.role === "admin" || me.value?.user === agent.user;

function Row({ agent }: { agent: Agent }) {
  second.value;
  return (
    <tr>
      <th scope="row">{agent.agent}</th>
      <td>{agent.user ?? "–"}</td>
      <td>
        {stateName(agent.state)}
        {agent.why !== "" && <> · {reason(agent.why)}</>}{" "}
        <small class="muted">{length(now() - agent.since)}</small>
      </td>
      <td class="buttons">
        <a
          href={`${desk(agent.agent)}&watch`}
          aria-label={t("watchOf", { agent: agent.agent })}
        >
          {t("watch")}
        </a>
        {mayRelease(agent) && (
          <button
            class="plain secondary"
            aria-label={t("releaseOf", { agent: agent.agent })}
            onClick={() =>
              void order({ command: "release", agent: agent.agent })
            }
          >
            {t("release")}
          </button>
        )}
      </td>
    </tr>
  );
}

function Sitting({ list }: { list: Agent[] }) {
  if (list.length === 0) return <p class="empty">{t("noSeats")}</p>;
  return (
    <div
      class="scrolls"
      tabIndex={0}
      role="region"
      aria-labelledby="seats-title"
    >
      <table class="board">
        <thead>
          <tr>
            <th scope="col">{t("agent")}</th>
            <th scope="col">{t("user")}</th>
            <th scope="col">{t("state")}</th>
            <th scope="col">{t("actions")}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((agent) => (
            <Row key={agent.agent} agent={agent} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const option = (agent: Agent) => ({
  value: agent.agent,
  text: `${agent.agent} ${agent.name}`,
});

/** Those of the lesson. */
const users = () =>
  answer.value.is === "there"
    ? answer.value.it.roles.map((role) => role.user)
    : [];

/** Puts a user on a free agent; or the address at which he takes it. */
function Invite() {
  const free = [...agents.values()].filter((it) => !it.taken);
  const [chosen, choose] = useState("");
  const [user, name] = useState("");
  const ext = free.some((it) => it.agent === chosen)
    ? chosen
    : (free[0]?.agent ?? "");

  function put(event: Event) {
    event.preventDefault();
    void attempt(post("/v1/seats", { user: user.trim(), agent: ext }));
  }

  if (ext === "") return null;
  return (
    <div class="orders">
      <h3>{t("put")}</h3>
      <form class="row" onSubmit={put}>
        <label>
          {t("user")}
          <input
            required
            maxLength={63}
            list="users"
            value={user}
            onInput={(event) => name(event.currentTarget.value)}
          />
        </label>
        <datalist id="users">
          {users().map((it) => (
            <option key={it} value={it} />
          ))}
        </datalist>
        <Choice
          label={t("agent")}
          value={ext}
          onChange={choose}
          options={free.map(option)}
        />
        <button>{t("putThere")}</button>
        <p class="invite">
          {t("invite", { agent: ext })}
          <br />
          <code>
            {location.origin}/{desk(ext)}
          </code>
        </p>
      </form>
    </div>
  );
}

function Watch() {
  const all = [...agents.values()];
  const [chosen, choose] = useState("");
  const ext = chosen || (all[0]?.agent ?? "");

  if (ext === "") return null;
  return (
    <div class="orders">
      <h3>{t("watchAny")}</h3>
      <div class="row">
        <Choice
          label={t("agent")}
          value={ext}
          onChange={choose}
          options={all.map(option)}
        />
        <a role="button" class="plain" href={`${desk(ext)}&watch`}>
          {t("watch")}
        </a>
      </div>
    </div>
  );
}

export function Seats() {
  pulse.value;
  return (
    <section class="sheet" aria-labelledby="seats-title">
      <h2 id="seats-title">{t("seats")}</h2>
      <Sitting list={[...agents.values()].filter((it) => it.taken)} />
      <Invite />
      <Watch />
    </section>
  );
}
