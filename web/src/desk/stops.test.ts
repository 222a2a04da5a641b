// @vitest-environment node
import { expect, test } from "vitest";
import { attached, stops } from "./stops";

const step = (kind: string, at: number) => ({
  at,
  kind,
  queue: null,
  agent: null,
});

test("the menu's steps are one stop, and what says nothing is none", () => {
  const way = stops([
    step("arrived", 1),
    step("step", 1),
    step("step", 2),
    step("queued", 3),
    step("agent", 3),
    step("lookup", 3),
    step("step", 4),
  ]);

  expect(way.map(({ kind, steps }) => [kind, steps])).toEqual([
    ["arrived", 0],
    ["step", 2],
    ["queued", 0],
    ["step", 1],
  ]);
});

test("what is shown elsewhere is not attached data", () => {
  expect(
    attached({
      customer: "1",
      customers: "1,2",
      disposition: "x",
      digits: "4",
    }),
  ).toEqual([["digits", "4"]]);
});
