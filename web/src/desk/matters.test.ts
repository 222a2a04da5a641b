// @vitest-environment node
import { expect, test } from "vitest";
import { matters } from "./matters";

test("a call goes before chats, unless another is wished", () => {
  expect(matters(7, [], null)).toEqual({ call: 7, here: 7, chat: false });
  expect(matters(7, [8, 9], null)).toEqual({ call: 7, here: 7, chat: false });
  expect(matters(7, [8, 9], 9)).toEqual({ call: 7, here: 9, chat: true });
});

test("what he is busy with may be a chat", () => {
  expect(matters(8, [8, 9], null)).toEqual({ call: null, here: 8, chat: true });
});

test("what is over is shown no longer", () => {
  expect(matters(null, [8], 9)).toEqual({ call: null, here: 8, chat: true });
  expect(matters(null, [], 9)).toEqual({ call: null, here: null, chat: false });
});
