/* The lesson that is given, as far as who learns in it is told. */
import { signal } from "@preact/signals";
import { get } from "../api/client";
import type { FloorEvent, Words } from "../api/types";

export interface Goal {
  says: Words;
  measure: string;
  at_least: number | null;
  at_most: number | null;
  who: string | null;
  value: number | null;
  met: boolean | null;
}

export interface Lesson {
  id: string;
  title: Words;
  brief: Words | null;
  from: number;
  to: number;
  state: "waiting" | "running" | "over";
  roles: { user: string; name: Words; agent: string | null }[];
  events: { at: number; says: Words | null; done: boolean }[];
  goals: Goal[];
}

/** null: none is given, or it has not been told yet. */
export const lesson = signal<Lesson | null>(null);

export function askLesson() {
  get<Lesson>("/v1/lesson")
    .then((is) => (lesson.value = is))
    .catch(() => {}); // there need be none
}

export function hearLesson(event: FloorEvent) {
  lesson.value = event as unknown as Lesson;
}

/** His own, and those of all together. */
export const goalsOf = (is: Lesson, user: string | undefined) =>
  is.goals.filter((goal) => goal.who === null || goal.who === user);

export const placeOf = (is: Lesson | null, user: string | undefined) =>
  is?.roles.find((role) => role.user === user)?.agent ?? null;

/** What people were told last. */
export const news = (is: Lesson) =>
  is.events.filter((event) => event.done && event.says).at(-1) ?? null;
