/*
 * The agents as the wallboard draws them: a signal for each, so that an event
 * draws the one cell that it is about and leaves the others alone.
 */
import { effect, signal, type Signal } from "@preact/signals";
import type { Agent } from "../api/types";
import { agents } from "../state/floor";
import { pulse } from "./pulse";
import { tally, type Tally } from "./states";

/** What of an agent is drawn. */
export type Seat = Readonly<
  Pick<
    Agent,
    | "agent"
    | "name"
    | "group"
    | "site"
    | "state"
    | "since"
    | "why"
    | "taken"
    | "user"
    | "monitored_by"
    | "monitoring"
  > & { asks: boolean }
>;

const seats = new Map<string, Signal<Seat>>();

/** All extensions, in their order; another list only when there are others. */
export const roll = signal<string[]>([]);
export const counts = signal<Tally>(new Map());

const seen = (agent: Agent): Seat => ({
  agent: agent.agent,
  name: agent.name,
  group: agent.group,
  site: agent.site,
  state: agent.state,
  since: agent.since,
  why: agent.why,
  taken: agent.taken,
  user: agent.user,
  monitored_by: agent.monitored_by,
  monitoring: agent.monitoring,
  asks: !!agent.break_asked,
});

function isSame(a: Seat, b: Agent) {
  return (
    a.state === b.state &&
    a.since === b.since &&
    a.why === b.why &&
    a.taken === b.taken &&
    a.user === b.user &&
    a.monitored_by === b.monitored_by &&
    a.monitoring === b.monitoring &&
    a.asks === !!b.break_asked
  );
}

/** True: somebody is here who was not. */
function follow(agent: Agent) {
  const seat = seats.get(agent.agent);

  if (!seat) seats.set(agent.agent, signal(seen(agent)));
  else if (!isSame(seat.peek(), agent)) seat.value = seen(agent);
  return !seat;
}

function isAnother(a: Tally, b: Tally) {
  return a.size !== b.size || [...a].some(([k, n]) => b.get(k) !== n);
}

function look() {
  let isNew = seats.size !== agents.size;

  for (const agent of agents.values()) isNew = follow(agent) || isNew;
  if (isNew || roll.peek().length !== agents.size)
    roll.value = [...agents.keys()].sort((a, b) =>
      a.localeCompare(b, "en", { numeric: true }),
    );
  const now = tally(agents.values());
  if (isAnother(now, counts.peek())) counts.value = now;
}

effect(() => {
  if (pulse.value >= 0) look();
});

/** Of an extension that is in the roll. */
export const seat = (ext: string) => seats.get(ext)!;
