import { expect, test } from "vitest";
import type { Goal, Lesson } from "./lesson";
import { goalsOf, news, placeOf } from "./lesson";

const text = { en: "x", zh: "x" };
const goal = (who: string | null) => ({ who, says: text }) as Goal;

const lesson = {
  roles: [
    { user: "trainee-1", name: text, agent: "1001" },
    { user: "instructor", name: text, agent: null },
  ],
  events: [
    { at: 1, says: text, done: true },
    { at: 2, says: null, done: true },
    { at: 3, says: text, done: false },
  ],
  goals: [goal("trainee-1"), goal("trainee-2"), goal(null)],
} as unknown as Lesson;

test("one's own goals, and those of all", () => {
  expect(goalsOf(lesson, "trainee-1").map((one) => one.who)).toEqual([
    "trainee-1",
    null,
  ]);
});

test("one's own place", () => {
  expect(placeOf(lesson, "trainee-1")).toBe("1001");
  expect(placeOf(lesson, "instructor")).toBeNull();
  expect(placeOf(null, "trainee-1")).toBeNull();
});

test("of what has happened, what people were told last", () => {
  expect(news(lesson)?.at).toBe(1);
});
