import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { paced } from "./pulse";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the first call goes at once, those after it together", () => {
  const go = vi.fn();
  const call = paced(go, 60);

  call();
  expect(go).toHaveBeenCalledTimes(1);
  for (let i = 0; i < 100; i++) call();
  expect(go).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60);
  expect(go).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(600);
  expect(go).toHaveBeenCalledTimes(2);
  call();
  expect(go).toHaveBeenCalledTimes(3);
});
