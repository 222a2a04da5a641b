import { expect, test } from "vitest";
import type { Utterance } from "../api/types";
import { Heard } from "./voice";

const line = (who: Utterance["who"], text: string): Utterance => ({
  at: 0,
  who,
  text: { en: text, zh: text },
  reply: null,
});

const texts = (lines: Utterance[]) => lines.map((one) => one.text.en);

test("the opening is heard, each later line once, and never the agent", () => {
  const heard = new Heard();
  const talk = [line("caller", "hello")];

  expect(texts(heard.fresh(1, talk))).toEqual(["hello"]);
  expect(heard.fresh(1, talk)).toEqual([]);
  talk.push(line("agent", "name?"), line("caller", "Wang"));
  expect(texts(heard.fresh(1, talk))).toEqual(["Wang"]);
});

test("a talk that was there before the page is not repeated", () => {
  const heard = new Heard();

  expect(
    heard.fresh(2, [
      line("caller", "a"),
      line("agent", "b"),
      line("caller", "c"),
    ]),
  ).toEqual([]);
});
