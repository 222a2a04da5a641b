/*
 * The day by intervals, as far as it has gone: asked for when an interval
 * ends and now and then between.
 */
import { signal } from "@preact/signals";
import { get, Refused } from "../api/client";
import { listen } from "../state/floor";
import { share } from "./figures";

export interface Interval {
  from: number;
  to: number;
  entered: number;
  answered: number;
  in_time: number;
  abandoned: number;
  service_level: number | null;
}

export interface History {
  interval: number;
  queues: Record<string, Interval[]>;
}

/** none: this floor keeps no history. */
export type Kept = History | "loading" | "none" | "failed";

export const history = signal<Kept>("loading");

const OFTEN = 5000; // [ms]

export async function askHistory() {
  try {
    history.value = await get<History>("/v1/history");
  } catch (error) {
    const none = error instanceof Refused && error.status === 404;

    if (none) history.value = "none";
    else if (typeof history.value === "string") history.value = "failed";
  }
}

/** What it returns ends it. */
export function keepHistory() {
  const again = () => {
    if (history.value !== "none") void askHistory();
  };
  const timer = setInterval(again, OFTEN);
  const deaf = listen((event) => {
    if (event.kind === "interval") again();
  });

  void askHistory();
  return () => {
    clearInterval(timer);
    deaf();
  };
}

const add = (a: Interval, b: Interval): Interval => ({
  from: a.from,
  to: a.to,
  entered: a.entered + b.entered,
  answered: a.answered + b.answered,
  in_time: a.in_time + b.in_time,
  abandoned: a.abandoned + b.abandoned,
  service_level: share(
    a.in_time + b.in_time,
    a.answered + b.answered + a.abandoned + b.abandoned,
  ),
});

/** The intervals of one queue; of "": all of the named ones together. */
export function intervals(kept: History, queue: string, among: string[]) {
  if (queue !== "") return kept.queues[queue] ?? [];
  const all = new Map<number, Interval>();

  for (const name of among)
    for (const it of kept.queues[name] ?? []) {
      const sum = all.get(it.from);
      all.set(it.from, sum ? add(sum, it) : it);
    }
  return [...all.values()].sort((a, b) => a.from - b.from);
}
