import { expect, test } from "vitest";
import { clockText, DAY, secondsOf } from "./moment";

test("a moment as it is typed", () => {
  expect(secondsOf("09:30")).toBe(34200);
  expect(secondsOf("09:30:12")).toBe(34212);
  expect(secondsOf("soon")).toBeNaN();
});

test("and as it is shown to be typed over", () => {
  expect(clockText(34259.9)).toBe("09:30");
  expect(clockText(DAY + 60)).toBe("00:01");
});
