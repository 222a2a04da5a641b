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

/** Points at a moment, of a mood that was told `told`. */
export function fallen(persona: Persona, told: number, now: number) {
  const from = Math.max(told, persona.falls_from ?? told);
  const minutes = Math.max(0, now - from) / 60;

  return Math.min(100, Math.max(0, persona.mood - persona.falls * minutes));
}
