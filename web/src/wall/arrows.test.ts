import { expect, test } from "vitest";
import { columns, step } from "./arrows";

test("a row ends where the next one's top is another", () => {
  expect(columns([8, 8, 8, 40, 40])).toBe(3);
  expect(columns([8, 8])).toBe(2);
});

test("arrows lead to neighbours and never out", () => {
  expect(step("ArrowRight", 0, 5, 3)).toBe(1);
  expect(step("ArrowDown", 1, 5, 3)).toBe(4);
  expect(step("ArrowDown", 2, 5, 3)).toBe(-1);
  expect(step("ArrowUp", 4, 5, 3)).toBe(1);
  expect(step("ArrowLeft", 0, 5, 3)).toBe(-1);
  expect(step("End", 0, 5, 3)).toBe(4);
  expect(step("Enter", 0, 5, 3)).toBe(-1);
});
