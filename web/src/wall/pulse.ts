/*
 * When the wallboard is drawn: after events, as often as the page is; and each
 * second, for what shows how long something lasts.  All that goes by time goes
 * by one clock, so that it is drawn together.
 */
import { effect, signal } from "@preact/signals";
import { version } from "../state/floor";
import { beat } from "../state/time";

/** Counts the drawings after events. */
export const pulse = version;
/** Counts seconds. */
export const second = signal(0);

const TURNS = 4; // beats in a second

/* Hundreds of agents' times at once would hold up what happens meanwhile. */
const turns = Array.from({ length: TURNS }, () => signal(0));

effect(() => {
  const turn = beat.value % TURNS;

  if (turn === 0) second.value = second.peek() + 1;
  turns[turn]!.value = turns[turn]!.peek() + 1;
});

/** Counts seconds, too; each extension has its turn within one. */
export const secondOf = (ext: string) =>
  turns[(ext.charCodeAt(ext.length - 1) || 0) % TURNS]!;
