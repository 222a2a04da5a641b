/* Where a call may be passed to. */
import type { Agent, Queue, QueuePlan } from "../api/types";

export interface Target {
  /** What is dialed. */
  to: string;
  name: string;
  kind: "queue" | "agent";
  waiting?: number;
}

/** Queues of calls first, then colleagues who are ready. */
export function targets(
  plans: readonly QueuePlan[],
  queues: ReadonlyMap<string, Queue>,
  agents: Iterable<Agent>,
  me: string,
  channel = "voice",
): Target[] {
  const ready = [...agents].filter(
    (a) => a.state === "ready" && a.agent !== me,
  );

  return [
    ...plans
      .filter((plan) => plan.channel === channel && !plan.campaign)
      .map((plan) => ({
        to: plan.extension,
        name: plan.queue,
        kind: "queue" as const,
        waiting: queues.get(plan.queue)?.waiting,
      })),
    ...ready.map((a) => ({
      to: a.agent,
      name: a.name,
      kind: "agent" as const,
    })),
  ];
}

/** What was typed: an extension or a number, or the name of one of them. */
export function dialed(text: string, list: readonly Target[]): string | null {
  const word = text.trim();
  const named = list.find((t) => t.name.toLowerCase() === word.toLowerCase());

  if (named) return named.to;
  const digits = word.replace(/[\s()-]/g, "");
  return /^\+?\d{1,20}$/.test(digits) ? digits : null;
}
