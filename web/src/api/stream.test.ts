import { expect, test } from "vitest";
import { Frames } from "./stream";

const all = (frames: Frames, text: string) => [...frames.feed(text)];

test("an event may come in pieces", () => {
  const frames = new Frames();

  expect(all(frames, "retry: 1000\n\nid: 7\nevent: que")).toEqual([]);
  expect(all(frames, 'ued\ndata: {"seq":7,"at":1.5}\n')).toEqual([]);
  expect(all(frames, "\n: still there\n\n")).toEqual([
    { seq: 7, at: 1.5, kind: "queued" },
  ]);
});

test("several come at once, with either break", () => {
  const frames = new Frames();
  const text =
    'event: clock\r\ndata: {"now":1}\r\n\r\nevent: reset\ndata: {}\n\n';

  expect(all(frames, text)).toEqual([
    { now: 1, kind: "clock" },
    { kind: "reset" },
  ]);
});
