/* The queues as the wallboard draws them: the counts, and who waits now. */
import { computed } from "@preact/signals";
import type { Queue } from "../api/types";
import { contacts, queues } from "../state/floor";
import { now } from "../state/time";
import {
  inbound,
  levelMark,
  total,
  waitMark,
  worst,
  type Mark,
} from "./figures";
import { EMPTY, lines } from "./line";
import { pulse, second } from "./pulse";

export interface Row {
  queue: Queue;
  waiting: number;
  /** Of who waits longest [s]; null: nobody waits. */
  wait: number | null;
  waitMark: Mark;
  levelMark: Mark;
}

const waited = (oldest: number | null) =>
  oldest === null ? null : Math.max(0, now() - oldest);

export const rows = computed<Row[]>(() => {
  pulse.value;
  second.value;
  const standing = lines(contacts.values());

  return [...queues.values()].map((queue) => {
    const line = standing.get(queue.queue) ?? EMPTY;
    const wait = waited(line.oldest);

    return {
      queue,
      waiting: line.waiting,
      wait,
      waitMark: waitMark(wait, queue.within),
      levelMark: levelMark(queue.service_level, queue.target),
    };
  });
});

export const summary = computed(() => {
  const all = total(inbound(rows.value.map((row) => row.queue)));
  const waits = rows.value.flatMap((row) =>
    row.wait === null ? [] : [row.wait],
  );

  return {
    ...all,
    waiting: rows.value.reduce((sum, row) => sum + row.waiting, 0),
    wait: waits.length > 0 ? Math.max(...waits) : null,
    waitMark: worst(rows.value.map((row) => row.waitMark)),
    levelMark: levelMark(all.level, all.target),
  };
});
