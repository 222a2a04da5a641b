import { cleanup, render, screen } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { Button } from "./Button";
import { KEYS, onKey, pressed } from "./hotkeys";

afterEach(cleanup);

const key = (code: string, more: KeyboardEventInit = {}) =>
  new KeyboardEvent("keydown", { code, altKey: true, ...more });

test("no two of them are the same", () => {
  expect(new Set(Object.values(KEYS)).size).toBe(Object.keys(KEYS).length);
});

test("it is the key's place that counts, with Alt alone", () => {
  expect(pressed(key("KeyA", { key: "å" }))).toBe("Alt+A");
  expect(pressed(key("Digit3"))).toBe("Alt+3");
  expect(pressed(key("KeyA", { ctrlKey: true }))).toBeNull();
  expect(pressed(key("KeyA", { altKey: false }))).toBeNull();
  expect(pressed(key("F4"))).toBeNull();
});

test("a key presses its button, where that may be pressed", () => {
  const answer = vi.fn();
  const hold = vi.fn();

  render(
    <div class="desk">
      <Button hotkey="answer" onClick={answer}>
        Answer
      </Button>
      <Button hotkey="hold" may={false} onClick={hold}>
        Hold
      </Button>
      <input aria-label="words" aria-keyshortcuts="Alt+S" />
    </div>,
  );
  onKey(key("KeyA"));
  onKey(key("KeyH"));
  onKey(key("KeyS"));
  expect(answer).toHaveBeenCalledOnce();
  expect(hold).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(screen.getByLabelText("words"));
});
