// @vitest-environment node
import { expect, test } from "vitest";
import type { Persona } from "../api/types";
import { fallen, wordOf } from "./feelings";

const persona = (mood: number, falls: number) => ({ mood, falls }) as Persona;

test("the mood falls by the floor's minutes", () => {
  expect(fallen(persona(80, 10), 0)).toBe(80);
  expect(fallen(persona(80, 10), 30)).toBe(75);
  expect(fallen(persona(80, 0), 600)).toBe(80);
});

test("it stays between 0 and 100, and time never runs back", () => {
  expect(fallen(persona(5, 60), 3600)).toBe(0);
  expect(fallen(persona(80, 10), -60)).toBe(80);
});

test("each word begins where the floor's does", () => {
  expect([100, 70, 69.9, 45, 44.9, 20, 19.9, 0].map(wordOf)).toEqual([
    "calm",
    "calm",
    "uneasy",
    "uneasy",
    "annoyed",
    "annoyed",
    "angry",
    "angry",
  ]);
});
