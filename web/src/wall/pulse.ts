/*
 * When the wallboard is drawn: soon after an event, but no more often than a
 * person can read; and each second, for what shows how long something lasts.
 */
import { effect, signal } from "@preact/signals";
import { version } from "../state/floor";

const SHORTEST = 90; // [ms] between two drawings

/** Counts the drawings after events. */
export const pulse = signal(0);
/** Counts seconds. */
export const second = signal(0);

/** Calls `go` at once, and once more after SHORTEST if called meanwhile. */
export function paced(go: () => void, shortest = SHORTEST) {
  let resting = false;
  let again = false;

  return function call() {
    if (resting) {
      again = true;
      return;
    }
    resting = true;
    again = false;
    go();
    setTimeout(() => {
      resting = false;
      if (again) call();
    }, shortest);
  };
}

const draw = paced(() => pulse.value++);

effect(() => {
  if (version.value >= 0) draw();
});
setInterval(() => second.value++, 1000);
