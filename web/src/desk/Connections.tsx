/* Who is on the line, each in his CSTA state. */
import type { Connection, Contact } from "../api/types";
import { agents } from "../state/floor";
import { connectionName } from "./names";
import { seat, watching } from "./seat";
import { Timer } from "./Timer";
import { t } from "./words";

/** Of his two while he consults: which it is. */
function myself(connection: Connection, contact: Contact) {
  const mine = contact.connections.filter((c) => c.agent === seat.value);
  const caller = contact.connections.find((c) => c.agent === null);

  if (mine.length < 2) return t("you");
  return t(connection.visit === caller?.visit ? "youFirst" : "youSecond");
}

function party(connection: Connection, contact: Contact) {
  if (connection.agent === null)
    return contact.ani || `${t("callerParty")} (${t("anonymous")})`;
  if (connection.agent === seat.value && !watching.value)
    return myself(connection, contact);
  return agents.get(connection.agent)?.name ?? connection.agent;
}

function Line({ is, contact }: { is: Connection; contact: Contact }) {
  return (
    <tr>
      <th scope="row">
        {party(is, contact)}{" "}
        {is.agent !== null && is.agent !== seat.value && (
          <span class="muted">{is.queue}</span>
        )}
      </th>
      <td>
        <span class={`dot leg-${is.state}`} />
        {connectionName(is.state)}
      </td>
      <td class="number">
        <Timer since={is.since} />
      </td>
    </tr>
  );
}

export function Connections({ contact }: { contact: Contact }) {
  if (contact.connections.length === 0) return null;
  return (
    <table class="dense connections" aria-label={t("connections")}>
      <thead class="unseen">
        <tr>
          <th scope="col">{t("party")}</th>
          <th scope="col">{t("connection")}</th>
          <th scope="col">{t("since")}</th>
        </tr>
      </thead>
      <tbody>
        {contact.connections.map((is) => (
          <Line key={is.leg} is={is} contact={contact} />
        ))}
      </tbody>
    </table>
  );
}
