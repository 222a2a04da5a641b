/* The lesson that the floor runs, as GET /v1/lesson has it. */
import type { Words } from "../api/types";
import { listen } from "../state/floor";
import { percent } from "../wall/figures";
import { asked } from "./asked";

export interface Goal {
  says: Words;
  measure: string;
  at_least: number | null;
  at_most: number | null;
  who: string | null;
  queue: string | null;
  campaign: string | null;
  value: number | null;
  met: boolean | null;
}

export interface LessonEvent {
  at: number;
  says: Words | null;
  command: string;
  done: boolean;
  /** Why the floor refused it. */
  refused: string | null;
}

export interface Lesson {
  id: string;
  title: Words;
  brief: Words | null;
  from: number;
  to: number;
  state: "waiting" | "running" | "over";
  roles: {
    user: string;
    name: Words | null;
    role: string;
    agent: string | null;
  }[];
  events: LessonEvent[];
  goals: Goal[];
}

const lesson = asked<Lesson>("/v1/lesson");

export const { answer } = lesson;

const OFTEN = 5000; // [ms]: goals move without an event

/** What it returns ends it. */
export function keepLesson() {
  const again = () => {
    if (answer.value.is !== "none") void lesson.ask();
  };
  const timer = setInterval(again, OFTEN);
  const deaf = listen((event) => {
    if (event.kind === "lesson") again();
  });

  void lesson.ask();
  return () => {
    clearInterval(timer);
    deaf();
  };
}

/** Shares of one; what ends in -time or -speed is seconds, the rest counts. */
const SHARES = new Set([
  "verified",
  "adherence",
  "abandoned",
  "service-level",
  "dropped",
]);

/** A goal's figure with the unit of its measure. */
export function figure(measure: string, value: number | null) {
  if (value === null) return "–";
  if (SHARES.has(measure)) return percent(value);
  if (/-(time|speed)$/.test(measure))
    return `${value.toFixed(value < 10 ? 1 : 0)} s`;
  return String(Math.round(value * 100) / 100);
}
