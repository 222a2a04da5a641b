import { expect, test } from "vitest";
import type { Queue } from "../api/types";
import {
  inbound,
  levelMark,
  percent,
  share,
  total,
  waitMark,
  worst,
} from "./figures";

const queue = (over: Partial<Queue>) =>
  ({
    queue: "cards",
    campaign: null,
    entered: 0,
    answered: 0,
    in_time: 0,
    abandoned: 0,
    target: 0.8,
    within: 20,
    ...over,
  }) as Queue;

test("a level is on target, near it or below", () => {
  expect(levelMark(0.8, 0.8)).toBe("good");
  expect(levelMark(0.1 + 0.7, 0.8)).toBe("good");
  expect(levelMark(0.79, 0.8)).toBe("near");
  expect(levelMark(0.69, 0.8)).toBe("bad");
  expect(levelMark(null, 0.8)).toBe("none");
});

test("a wait is bad at three times its target", () => {
  expect(waitMark(20, 20)).toBe("good");
  expect(waitMark(21, 20)).toBe("near");
  expect(waitMark(61, 20)).toBe("bad");
  expect(waitMark(null, 20)).toBe("none");
});

test("the worst of several", () => {
  expect(worst(["good", "none", "near"])).toBe("near");
  expect(worst(["bad", "near"])).toBe("bad");
  expect(worst([])).toBe("none");
});

test("a share of nothing is no number", () => {
  expect(share(0, 0)).toBeNull();
  expect(percent(share(1, 0))).toBe("–");
  expect(percent(share(1, 3), 1)).toBe("33.3%");
});

test("several queues: each weighs by its callers", () => {
  const all = total([
    queue({ entered: 92, answered: 90, in_time: 81, target: 0.8 }),
    queue({ entered: 12, answered: 8, in_time: 3, abandoned: 2, target: 0.9 }),
  ]);

  expect(all.level).toBeCloseTo(84 / 100);
  expect(all.target).toBeCloseTo((0.8 * 90 + 0.9 * 10) / 100);
  expect(all.lost).toBeCloseTo(2 / 100);
  expect(all.entered).toBe(104);
});

test("queues of campaigns count only where there are no others", () => {
  const calls = queue({});
  const dialed = queue({ queue: "sales", campaign: "spring" });

  expect(inbound([calls, dialed])).toEqual([calls]);
  expect(inbound([dialed])).toEqual([dialed]);
});
