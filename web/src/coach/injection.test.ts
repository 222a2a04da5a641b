import { expect, test } from "vitest";
import type { Center } from "../api/types";
import { INJECTIONS, isPossible, read } from "./injection";

const by = (command: string) =>
  INJECTIONS.find((it) => it.command === command)!;

function form(values: Record<string, string>) {
  const filled = new FormData();

  for (const [name, value] of Object.entries(values)) filled.set(name, value);
  return filled;
}

test("a surge of all numbers names none", () => {
  expect(
    read(by("surge"), form({ source: "", value: "2.5", length: "900" })),
  ).toEqual({ command: "surge", value: 2.5, length: 900 });
  expect(
    read(by("surge"), form({ source: "95561", value: "2", length: "60" })),
  ).toMatchObject({ source: "95561" });
});

test("an outage cuts calls where that is ticked", () => {
  const outage = { site: "home", length: "60" };

  expect(read(by("outage"), form(outage))).toMatchObject({ value: 0 });
  expect(read(by("outage"), form({ ...outage, value: "on" }))).toMatchObject({
    site: "home",
    value: 1,
  });
});

test("percent are shares of one", () => {
  expect(read(by("absence"), form({ key: "night", value: "30" }))).toEqual({
    command: "absence",
    key: "night",
    value: 0.3,
  });
});

test("what the floor has none of cannot happen to it", () => {
  const floor = {
    sources: ["95561"],
    sites: [],
    campaigns: [],
    groups: ["all"],
  } as unknown as Center;

  expect(
    INJECTIONS.filter((it) => isPossible(it, floor)).map((it) => it.command),
  ).toEqual(["surge", "absence"]);
});
