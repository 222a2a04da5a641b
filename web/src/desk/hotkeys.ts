/*
 * Keys with Alt.  A control says itself which is its own (aria-keyshortcuts),
 * and a key finds it there: a button is pressed, anything else gets the focus.
 */
export const KEYS = {
  answer: "A",
  hold: "H",
  transfer: "T",
  consult: "C",
  alternate: "X",
  conference: "J",
  complete: "M",
  cancel: "K",
  hangUp: "U",
  dial: "I",
  skip: "P",
  ready: "R",
  notReady: "N",
  askBreak: "B",
  outcome: "W",
  say: "S",
  keys: "L",
} as const;

export type Key = keyof typeof KEYS;

export const shortcut = (key: Key) => `Alt+${KEYS[key]}`;

/** "Alt+A" of a key with Alt alone; by the key's place, as Alt writes other
 * letters on some keyboards. */
export function pressed(event: KeyboardEvent): string | null {
  const place = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code)?.[1];

  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
    return null;
  return place ? `Alt+${place}` : null;
}

export function onKey(event: KeyboardEvent) {
  const name = pressed(event);
  const control =
    name &&
    document.querySelector<HTMLElement>(`.desk [aria-keyshortcuts="${name}"]`);

  if (!control || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  if (control instanceof HTMLButtonElement) control.click();
  else control.focus();
}
