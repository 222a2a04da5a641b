/*
 * The caller's lines aloud, by the browser's speech synthesis.  Each language
 * is switched on by itself; a line is spoken once, and those that were said
 * before the page came are not.
 */
import { signal } from "@preact/signals";
import type { Utterance } from "../api/types";
import type { Language } from "../i18n";

const KEEP = "callfloor-voice-";
const TAGS: Record<Language, string> = { en: "en-US", zh: "zh-CN" };

const kept = (which: Language) => localStorage.getItem(KEEP + which) === "on";

export const aloud = signal<Record<Language, boolean>>({
  en: kept("en"),
  zh: kept("zh"),
});

const synthesis = () =>
  typeof speechSynthesis === "undefined" ? null : speechSynthesis;

export const canSpeak = () => synthesis() !== null;

/** The browser has a voice for it, or has not yet said which it has. */
export function hasVoice(which: Language) {
  const voices = synthesis()?.getVoices() ?? [];

  return voices.length === 0 || voices.some((v) => v.lang.startsWith(which));
}

export function setAloud(which: Language, on: boolean) {
  aloud.value = { ...aloud.value, [which]: on };
  localStorage.setItem(KEEP + which, on ? "on" : "off");
  if (!on) hush();
}

export function hush() {
  synthesis()?.cancel();
}

export function utter(text: string, which: Language, haste = 1) {
  const voices = synthesis();

  if (!voices || !text) return;
  const words = new SpeechSynthesisUtterance(text);
  words.lang = TAGS[which];
  words.rate = haste;
  words.voice =
    voices.getVoices().find((v) => v.lang.startsWith(which)) ?? null;
  voices.speak(words);
}

/** How many lines of each contact were heard. */
export class Heard {
  private lines = new Map<number, number>();

  /** Those of the caller's that are new. */
  fresh(contact: number, talk: readonly Utterance[]): Utterance[] {
    const before =
      this.lines.get(contact) ?? (talk.length > 1 ? talk.length : 0);

    this.lines.set(contact, talk.length);
    return talk.slice(before).filter((line) => line.who === "caller");
  }
}
