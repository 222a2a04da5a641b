import { expect, test } from "vitest";
import { figure } from "./lesson";

test("a goal's figure has its measure's unit", () => {
  expect(figure("answer-speed", 8.25)).toBe("8.3 s");
  expect(figure("handle-time", 312.4)).toBe("312 s");
  expect(figure("service-level", 0.8)).toBe("80%");
  expect(figure("adherence", 0.955)).toBe("96%");
  expect(figure("transfers", 2)).toBe("2");
  expect(figure("transfers", null)).toBe("–");
});
