import { expect, test } from "vitest";
import { choose, NO_WISH } from "./choose";
import type { Seat } from "./crew";

const seat = (agent: string, over: Partial<Seat> = {}): Seat => ({
  agent,
  name: `cards ${agent}`,
  group: "cards",
  site: null,
  state: "ready",
  since: 0,
  why: "",
  taken: false,
  user: null,
  monitored_by: null,
  monitoring: "off",
  asks: false,
  ...over,
});

const crew = [
  seat("1001", { state: "talking", since: 30 }),
  seat("1002", { state: "logged off", since: 0 }),
  seat("1003", { state: "ready", since: 20, group: "vip", site: "home" }),
  seat("1004", { state: "aux", since: 10, why: "lunch", user: "ann" }),
];

test("everybody, as the roll has them", () => {
  expect(choose(NO_WISH, crew)).toEqual(["1001", "1002", "1003", "1004"]);
});

test("by state, group, site and what is typed", () => {
  const some = (over: object) => choose({ ...NO_WISH, ...over }, crew);

  expect(some({ states: new Set(["aux", "ready"]) })).toEqual(["1003", "1004"]);
  expect(some({ group: "vip" })).toEqual(["1003"]);
  expect(some({ site: "home" })).toEqual(["1003"]);
  expect(some({ text: " LUN" })).toEqual(["1004"]);
  expect(some({ text: "ann" })).toEqual(["1004"]);
  expect(some({ text: "100", group: "cards" })).toHaveLength(3);
});

test("the longest in a state first, who is away last", () => {
  expect(choose({ ...NO_WISH, order: "longest" }, crew)).toEqual([
    "1004",
    "1003",
    "1001",
    "1002",
  ]);
  expect(choose({ ...NO_WISH, order: "state" }, crew)).toEqual([
    "1003",
    "1001",
    "1004",
    "1002",
  ]);
});
