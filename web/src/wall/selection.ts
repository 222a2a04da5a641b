/* What the panel at the side is about. */
import { signal } from "@preact/signals";

export interface Selection {
  what: "queue" | "agent" | "campaign";
  name: string;
}

export const selection = signal<Selection | null>(null);

let opener: HTMLElement | null = null;

export function select(what: Selection["what"], name: string) {
  opener = document.activeElement as HTMLElement | null;
  selection.value = { what, name };
}

/** Whoever opened it has the focus again. */
export function deselect() {
  selection.value = null;
  opener?.focus();
  opener = null;
}

export const isSelected = (what: Selection["what"], name: string) =>
  selection.value?.what === what && selection.value.name === name;
