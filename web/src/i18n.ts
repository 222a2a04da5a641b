/*
 * English and Chinese.  Each part of the pages has its own words: an object
 * of both languages whose keys TypeScript compares.
 */
import { signal } from "@preact/signals";
import type { Words } from "./api/types";

export type Language = "en" | "zh";

const KEEP = "callfloor-language";

function first(): Language {
  const kept = localStorage.getItem(KEEP);

  if (kept === "en" || kept === "zh") return kept;
  return navigator.language.startsWith("zh") ? "zh" : "en";
}

export const language = signal<Language>(first());

export function speak(which: Language) {
  language.value = which;
  localStorage.setItem(KEEP, which);
  document.documentElement.lang = which === "zh" ? "zh-CN" : "en";
}

type Texts = Record<string, string>;

/**
 * translator({en: {...}, zh: {...}}) is a function from a key to its text in
 * the language of the moment; {name} in it is replaced by `values.name`.
 */
export function translator<T extends Texts>(words: {
  en: T;
  zh: Record<keyof T, string>;
}) {
  return (key: keyof T, values: Record<string, string | number> = {}) =>
    words[language.value][key]!.replace(/\{(\w+)\}/g, (whole, name) =>
      String(values[name] ?? whole),
    );
}

/** A text that the floor gave in both languages. */
export const say = (words: Words) => words[language.value] || words.en;
