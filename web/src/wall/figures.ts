/* Counts made into what a wallboard says: shares, levels, and how bad. */
import type { Queue } from "../api/types";

/** Against a target; none: nothing to judge yet. */
export type Mark = "good" | "near" | "bad" | "none";

const NEAR = 0.1; // below its target a level is near
const LONG = 3; // times the time within which a wait is bad

export const share = (part: number, whole: number) =>
  whole > 0 ? part / whole : null;

/** 0.8123 is "81%", null "–". */
export function percent(value: number | null, digits = 0) {
  return value === null ? "–" : `${(value * 100).toFixed(digits)}%`;
}

/** 0.8 and 0.1 more is just that: sums of binary fractions are not. */
const atLeast = (value: number, bound: number) => value >= bound - 1e-9;

export function levelMark(level: number | null, target: number): Mark {
  if (level === null) return "none";
  if (atLeast(level, target)) return "good";
  return atLeast(level, target - NEAR) ? "near" : "bad";
}

export function waitMark(wait: number | null, within: number): Mark {
  if (wait === null) return "none";
  if (wait <= within) return "good";
  return wait <= within * LONG ? "near" : "bad";
}

/** Of several the worst. */
export function worst(marks: Mark[]): Mark {
  const order: Mark[] = ["bad", "near", "good"];

  return order.find((mark) => marks.includes(mark)) ?? "none";
}

export interface Total {
  entered: number;
  answered: number;
  in_time: number;
  abandoned: number;
  /** Of those who were answered or gave up. */
  level: number | null;
  target: number;
  lost: number | null;
}

/** The queues of customers who call; of campaigns, where there are no others. */
export function inbound(queues: Queue[]) {
  const calls = queues.filter((queue) => queue.campaign === null);

  return calls.length > 0 ? calls : queues;
}

const sum = (queues: Queue[], of: (queue: Queue) => number) =>
  queues.reduce((all, queue) => all + of(queue), 0);

/** The target of several queues weighs each by its callers. */
function target(queues: Queue[]) {
  const weight = (queue: Queue) => queue.answered + queue.abandoned;
  const all = sum(queues, weight);

  if (all === 0) return queues[0]?.target ?? 0;
  return sum(queues, (queue) => queue.target * weight(queue)) / all;
}

export function total(queues: Queue[]): Total {
  const entered = sum(queues, (queue) => queue.entered);
  const answered = sum(queues, (queue) => queue.answered);
  const in_time = sum(queues, (queue) => queue.in_time);
  const abandoned = sum(queues, (queue) => queue.abandoned);

  return {
    entered,
    answered,
    in_time,
    abandoned,
    level: share(in_time, answered + abandoned),
    target: target(queues),
    lost: share(abandoned, answered + abandoned),
  };
}
