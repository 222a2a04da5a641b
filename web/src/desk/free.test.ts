// @vitest-environment node
import { expect, test } from "vitest";
import type { Agent } from "../api/types";
import { freeSeats } from "./free";

const agent = (extension: string, state: string, more: Partial<Agent> = {}) =>
  ({
    agent: extension,
    name: `sales ${extension}`,
    group: "sales",
    state,
    taken: false,
    ...more,
  }) as Agent;

const floor = [
  agent("1001", "logged off"),
  agent("1002", "talking"),
  agent("1003", "ready"),
  agent("1004", "ready", { taken: true }),
  agent("1005", "ready", { group: "loans", name: "loans 1" }),
];

const found = (text: string, group = "", own: string | null = null) =>
  freeSeats(floor, { text, group }, own).map((a) => a.agent);

test("who is free for a call comes first, taken seats are not there", () => {
  expect(found("")).toEqual(["1003", "1005", "1002", "1001"]);
});

test("one's own place is before all others", () => {
  expect(found("", "", "1001")[0]).toBe("1001");
});

test("by extension, name and group", () => {
  expect(found("LOANS")).toEqual(["1005"]);
  expect(found("1002")).toEqual(["1002"]);
  expect(found("", "loans")).toEqual(["1005"]);
  expect(found("nobody")).toEqual([]);
});
