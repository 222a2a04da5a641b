import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { changed, version } from "./floor";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("the first change is painted at once, those after it together", () => {
  const before = version.peek();

  for (let i = 0; i < 100; i++) changed();
  vi.advanceTimersByTime(0);
  expect(version.peek()).toBe(before + 1);
  for (let i = 0; i < 100; i++) changed();
  vi.advanceTimersByTime(40);
  expect(version.peek()).toBe(before + 1);
  vi.advanceTimersByTime(40);
  expect(version.peek()).toBe(before + 2);
  vi.advanceTimersByTime(1000);
  expect(version.peek()).toBe(before + 2);
});

test("a page that nobody sees is painted when it is seen", () => {
  const before = version.peek();
  const frames: FrameRequestCallback[] = [];

  vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  vi.spyOn(window, "requestAnimationFrame").mockImplementation((frame) =>
    frames.push(frame),
  );
  changed();
  vi.advanceTimersByTime(1000);
  expect(version.peek()).toBe(before);
  frames.forEach((frame) => frame(0));
  expect(version.peek()).toBe(before + 1);
});
