/* The queues that an agent serves: how soon he is asked, how fast he is. */
import { useState } from "preact/hooks";
import type { AgentDetail, Command, Member } from "../api/types";
import { Choice } from "../parts/Choice";
import { order } from "../parts/Notices";
import { queues } from "../state/floor";
import { may } from "../state/verbs";
import { Orders } from "./Orders";
import { t } from "./words";

const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7]; // penalties

interface Props {
  agent: string;
  member: Member;
}

function Penalty({ agent, member }: Props) {
  const { queue } = member;

  return (
    <select
      aria-label={t("penaltyIn", { queue })}
      value={String(member.penalty)}
      disabled={!may("penalty")}
      onChange={(event) =>
        void order({
          command: "penalty",
          agent,
          queue,
          value: Number(event.currentTarget.value),
        })
      }
    >
      {LEVELS.map((n) => (
        <option key={n} value={String(n)}>
          {n}
        </option>
      ))}
    </select>
  );
}

/** What is typed stays, whatever is heard meanwhile, until it is sent. */
function Speed({ agent, member }: Props) {
  const { queue } = member;
  const [typed, setTyped] = useState<string | null>(null);
  const send = async (value: number) => {
    await order({ command: "skill", agent, queue, value });
    setTyped(null);
  };

  return (
    <input
      type="number"
      aria-label={t("speedIn", { queue })}
      min="0.1"
      max="10"
      step="0.05"
      value={typed ?? member.speed}
      disabled={!may("skill")}
      onInput={(event) => setTyped(event.currentTarget.value)}
      onChange={(event) => void send(Number(event.currentTarget.value))}
    />
  );
}

function Verb({
  agent,
  member,
  command,
  text,
  label,
}: Props & { command: Command["command"]; text: string; label: string }) {
  if (!may(command)) return null;
  return (
    <button
      class="plain secondary"
      aria-label={label}
      onClick={() => void order({ command, agent, queue: member.queue })}
    >
      {text}
    </button>
  );
}

function MemberRow({ agent, member }: Props) {
  const { queue } = member;
  const pausing = member.paused ? "unpause" : "pause";

  return (
    <tr>
      <th scope="row">
        {queue} {member.paused && <span class="chip bad">{t("paused")}</span>}
        {member.dynamic && <span class="chip">{t("added")}</span>}
      </th>
      <td>
        <Penalty agent={agent} member={member} />
      </td>
      <td>
        <Speed agent={agent} member={member} />
      </td>
      <td class="buttons">
        <Verb
          agent={agent}
          member={member}
          command={pausing}
          text={t(pausing)}
          label={t(`${pausing}In`, { queue })}
        />
        {member.dynamic && (
          <Verb
            agent={agent}
            member={member}
            command="remove-member"
            text={t("remove")}
            label={t("removeFrom", { queue })}
          />
        )}
      </td>
    </tr>
  );
}

function Add({ agent }: { agent: AgentDetail }) {
  const has = new Set(agent.queues.map((member) => member.queue));
  const others = [...queues.keys()].filter((name) => !has.has(name));

  if (others.length === 0 || !may("add-member")) return null;
  return (
    <Orders
      title=""
      name={t("addTo")}
      send={t("add")}
      onSend={(form) =>
        order({
          command: "add-member",
          agent: agent.agent,
          queue: String(form.get("queue")),
          value: Number(form.get("penalty")),
        })
      }
    >
      <Choice
        label={t("addTo")}
        name="queue"
        options={others.map((name) => ({ value: name, text: name }))}
      />
      <Choice
        label={t("penalty")}
        name="penalty"
        options={LEVELS.map((n) => ({ value: String(n), text: String(n) }))}
      />
    </Orders>
  );
}

export function Members({ agent }: { agent: AgentDetail }) {
  return (
    <section aria-labelledby="members-title">
      <h3 id="members-title">{t("serves")}</h3>
      {agent.queues.length === 0 ? (
        <p class="empty">{t("noMember")}</p>
      ) : (
        <table class="members">
          <thead>
            <tr>
              <th scope="col">{t("queue")}</th>
              <th scope="col">{t("penalty")}</th>
              <th scope="col">{t("speed")}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {agent.queues.map((member) => (
              <MemberRow
                key={member.queue}
                agent={agent.agent}
                member={member}
              />
            ))}
          </tbody>
        </table>
      )}
      <Add agent={agent} />
    </section>
  );
}
