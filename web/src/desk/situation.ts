/*
 * What an agent's telephone is in, and what can be done with it then.  The
 * agent's state says it, but for a call: there the CSTA connections tell
 * whether he talks, holds, consults, confers, or was called in himself.
 */
import type { Connection } from "../api/types";

export type Situation =
  | "logged-off"
  | "ready"
  | "not-ready"
  | "ringing"
  | "preview"
  | "dialing"
  | "talking"
  | "held"
  | "asking" // a consult that nobody has answered
  | "consulting"
  | "conference"
  | "called-in"
  | "chatting"
  | "wrap-up";

export type Verb =
  | "answer"
  | "hang-up"
  | "hold"
  | "retrieve"
  | "transfer"
  | "consult"
  | "alternate"
  | "conference"
  | "complete"
  | "cancel"
  | "dial"
  | "skip"
  | "originate"
  | "dispose"
  | "ready"
  | "not-ready"
  | "log-in"
  | "log-out";

const STATES: Record<string, Situation> = {
  "logged off": "logged-off",
  ready: "ready",
  alerting: "ringing",
  preview: "preview",
  dialing: "dialing",
  chatting: "chatting",
  "wrap-up": "wrap-up",
};

const VERBS: Record<Situation, readonly Verb[]> = {
  "logged-off": ["log-in"],
  ready: ["not-ready", "originate", "log-out"],
  "not-ready": ["ready", "not-ready", "originate", "log-out"],
  ringing: ["answer", "hang-up", "not-ready", "log-out"],
  preview: ["dial", "skip", "not-ready", "log-out"],
  dialing: ["not-ready", "log-out"],
  talking: [
    "hold",
    "transfer",
    "consult",
    "hang-up",
    "dispose",
    "not-ready",
    "log-out",
  ],
  held: [
    "retrieve",
    "transfer",
    "consult",
    "hang-up",
    "dispose",
    "not-ready",
    "log-out",
  ],
  asking: ["complete", "cancel", "dispose", "not-ready", "log-out"],
  consulting: [
    "alternate",
    "conference",
    "complete",
    "cancel",
    "dispose",
    "not-ready",
    "log-out",
  ],
  conference: ["cancel", "hang-up", "dispose", "not-ready", "log-out"],
  "called-in": ["hang-up", "not-ready", "log-out"],
  chatting: ["ready", "not-ready", "log-out"],
  "wrap-up": ["dispose", "ready", "not-ready", "log-out"],
};

export const may = (situation: Situation, verb: Verb) =>
  VERBS[situation].includes(verb);

/** His call is one with a caller whom he hears or holds. */
export const onCall = (situation: Situation) => may(situation, "dispose");

function ofCall(
  agent: string,
  state: string,
  connections: readonly Connection[],
): Situation {
  const mine = connections.filter((c) => c.agent === agent);
  const caller = connections.find((c) => c.agent === null);
  const alone = state === "holding" ? "held" : "talking";

  if (!caller || mine.length === 0) return alone;
  const first = mine.find((c) => c.visit === caller.visit);
  const second = mine.find((c) => c.visit !== caller.visit);
  if (!first) return "called-in";
  const others = connections.filter(
    (c) => c.agent !== null && c.agent !== agent && c.state === "connected",
  );
  if (others.some((c) => c.visit === caller.visit)) return "conference";
  if (!second) return alone;
  if (!others.some((c) => c.visit === second.visit)) return "asking";
  return first.state === "connected" && second.state === "connected"
    ? "conference"
    : "consulting";
}

export function situation(
  agent: { agent: string; state: string },
  connections: readonly Connection[],
): Situation {
  if (agent.state === "talking" || agent.state === "holding")
    return ofCall(agent.agent, agent.state, connections);
  return STATES[agent.state] ?? "not-ready";
}

/** Of a chat, which the agent's state does not tell of. */
export function chatVerbs(
  agent: string,
  connections: readonly Connection[],
  place: string,
): readonly Verb[] {
  const mine = connections.find((c) => c.agent === agent);

  if (place === "alerting" || mine?.state === "alerting")
    return ["answer", "hang-up"];
  return place === "away" || !mine
    ? ["dispose"]
    : ["transfer", "hang-up", "dispose"];
}
