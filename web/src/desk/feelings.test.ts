// @vitest-environment node
import { expect, test } from "vitest";
import type { Persona } from "../api/types";
import { fallen, wordOf } from "./feelings";

const persona = (mood: number, falls: number, falls_from?: number) =>
  ({ mood, falls, falls_from }) as Persona;

test("the mood falls by the floor's minutes", () => {
  expect(fallen(persona(80, 10), 1000, 1000)).toBe(80);
  expect(fallen(persona(80, 10), 1000, 1030)).toBe(75);
  expect(fallen(persona(80, 0), 1000, 1600)).toBe(80);
});

test("it begins to fall when the floor says", () => {
  expect(fallen(persona(80, 12, 1010), 1000, 1010)).toBe(80);
  expect(fallen(persona(80, 12, 1010), 1000, 1040)).toBe(74);
  expect(fallen(persona(80, 12, 900), 1000, 1030)).toBe(74);
});

test("it stays between 0 and 100, and time never runs back", () => {
  expect(fallen(persona(5, 60), 1000, 4600)).toBe(0);
  expect(fallen(persona(80, 10), 1000, 940)).toBe(80);
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
