/* A caller's mood, which falls by itself while he waits or nobody speaks. */
import type { Persona } from "../api/types";

export type MoodWord = Persona["word"];

const WORDS: [number, MoodWord][] = [
  [70, "calm"],
  [45, "uneasy"],
  [20, "annoyed"],
  [0, "angry"],
];

export const wordOf = (points: number): MoodWord =>
  WORDS.find(([least]) => points >= least)?.[1] ?? "angry";

/** Points so many seconds of the floor's after they were told. */
export function fallen(persona: Persona, seconds: number) {
  const points = persona.mood - (persona.falls * Math.max(0, seconds)) / 60;

  return Math.min(100, Math.max(0, points));
}
