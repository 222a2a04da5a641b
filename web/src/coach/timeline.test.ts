import { expect, test } from "vitest";
import { latest, type Entry } from "./timeline";

const entry = (at: number, agent: string): Entry => ({
  at,
  agent,
  user: "ann",
  contact: null,
  what: "answered",
  state: "talking",
  length: null,
  text: "",
});

test("the latest first, of one or of all", () => {
  const all = [entry(1, "1001"), entry(2, "1002"), entry(3, "1001")];

  expect(latest(all, "", 2).map((it) => it.at)).toEqual([3, 2]);
  expect(latest(all, "1001", 9).map((it) => it.at)).toEqual([3, 1]);
});
