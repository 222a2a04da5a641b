import { expect, test } from "vitest";
import { beat } from "../state/time";
import { second, secondOf } from "./pulse";

const seats = Array.from({ length: 500 }, (_, i) => String(1001 + i));

test("each time goes on once a second, and not all of them at once", () => {
  const before = seats.map((ext) => secondOf(ext).peek());
  const seconds = second.peek();
  const most = Array.from({ length: 4 }, () => {
    const last = seats.map((ext) => secondOf(ext).peek());

    beat.value++;
    return seats.filter((ext, i) => secondOf(ext).peek() !== last[i]).length;
  });

  expect(seats.map((ext, i) => secondOf(ext).peek() - before[i]!)).toEqual(
    seats.map(() => 1),
  );
  expect(second.peek()).toBe(seconds + 1);
  expect(Math.max(...most)).toBeLessThan(200);
});
