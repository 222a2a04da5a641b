import { expect, test } from "vitest";
import { turn } from "./Big";

test("queues take turns, six at a time", () => {
  const list = [1, 2, 3, 4, 5, 6, 7, 8];

  expect(turn(list, 0)).toEqual({
    page: 0,
    pages: 2,
    list: [1, 2, 3, 4, 5, 6],
  });
  expect(turn(list, 19).list).toEqual([7, 8]);
  expect(turn(list, 20).page).toBe(0);
  expect(turn([], 7)).toEqual({ page: 0, pages: 1, list: [] });
});
