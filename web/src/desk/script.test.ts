// @vitest-environment node
import { expect, test } from "vitest";
import type { Script } from "../api/types";
import { back, begin, here, onward, scriptFor, verifications } from "./script";

const text = { en: "x", zh: "x" };
const script: Script = {
  id: "loss",
  title: text,
  reasons: ["cards"],
  start: "greet",
  steps: [
    { id: "greet", say: text, verify: null, next: [{ text, to: "name" }] },
    { id: "name", say: text, verify: "full-name", next: [] },
  ],
};

test("the contact's own script goes before one for its reason", () => {
  const other = { ...script, id: "other" };

  expect(scriptFor([other, script], { script: "loss", reason: "cards" })).toBe(
    script,
  );
  expect(scriptFor([other, script], { script: null, reason: "cards" })).toBe(
    other,
  );
  expect(scriptFor([script], { script: null, reason: "loans" })).toBeNull();
});

test("there and back again, and never before the start", () => {
  const there = onward(begin(script), "name");

  expect(here(script, there)?.id).toBe("name");
  expect(here(script, back(there))?.id).toBe("greet");
  expect(here(script, back(back(there)))?.id).toBe("greet");
});

test("of several verdicts of a step the last one counts", () => {
  const verified = [
    { step: "name", at: 1, result: "failed" as const },
    { step: "name", at: 2, result: "passed" as const },
  ];

  expect(verifications(script, verified)).toEqual([
    { step: "name", name: "full-name", result: "passed" },
  ]);
  expect(verifications(script)[0]?.result).toBeNull();
});
