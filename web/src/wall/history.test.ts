import { expect, test } from "vitest";
import { intervals, type Interval } from "./history";

const interval = (from: number, over: Partial<Interval> = {}): Interval => ({
  from,
  to: from + 1800,
  entered: 10,
  answered: 8,
  in_time: 6,
  abandoned: 2,
  service_level: 0.6,
  ...over,
});

const kept = {
  interval: 1800,
  queues: {
    cards: [interval(0), interval(1800)],
    loans: [interval(1800, { answered: 10, in_time: 10, abandoned: 0 })],
  },
};

test("one queue's are its own", () => {
  expect(intervals(kept, "cards", [])).toEqual(kept.queues.cards);
  expect(intervals(kept, "gone", [])).toEqual([]);
});

test("of several together, interval by interval", () => {
  const all = intervals(kept, "", ["loans", "cards"]);

  expect(all.map((it) => it.from)).toEqual([0, 1800]);
  expect(all[0]).toEqual(kept.queues.cards[0]);
  expect(all[1]).toMatchObject({ entered: 20, answered: 18, abandoned: 2 });
  expect(all[1]!.service_level).toBeCloseTo(16 / 20);
});
