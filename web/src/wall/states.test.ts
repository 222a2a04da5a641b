import { expect, test } from "vitest";
import type { Agent } from "../api/types";
import { staff, tally } from "./states";

test("the floor's states fall into four", () => {
  const crew = ["ready", "talking", "wrap-up", "aux", "logged off", "aux"];
  const counts = tally(crew.map((state) => ({ state }) as Agent));

  expect(counts.get("aux")).toBe(2);
  expect(staff(counts)).toEqual({ ready: 1, busy: 2, notReady: 2, gone: 1 });
});
