// @vitest-environment node
import { expect, test } from "vitest";
import type { Connection } from "../api/types";
import { chatVerbs, may, situation } from "./situation";

let leg = 0;

const on = (
  agent: string | null,
  visit: number,
  state: string,
): Connection => ({
  leg: ++leg,
  contact: 1,
  visit,
  agent,
  queue: "cards",
  state,
  was: "null",
  since: 0,
});

const is = (state: string, ...connections: Connection[]) =>
  situation({ agent: "1001", state }, connections);

test("the state says it where there is no call", () => {
  expect(is("logged off")).toBe("logged-off");
  expect(is("ready")).toBe("ready");
  expect(is("aux")).toBe("not-ready");
  expect(is("rona")).toBe("not-ready");
  expect(is("preview")).toBe("preview");
  expect(is("wrap-up")).toBe("wrap-up");
});

test("a caller may be held and taken back", () => {
  const caller = on(null, 0, "connected");
  const talks = is("talking", caller, on("1001", 0, "connected"));
  const holds = is("holding", caller, on("1001", 0, "hold"));

  expect(talks).toBe("talking");
  expect(may(talks, "hold")).toBe(true);
  expect(may(talks, "retrieve")).toBe(false);
  expect(holds).toBe("held");
  expect(may(holds, "hold")).toBe(false);
  expect(may(holds, "retrieve")).toBe(true);
});

test("a consult goes from asking to consulting to a conference", () => {
  const caller = on(null, 0, "connected");
  const held = on("1001", 0, "hold");
  const asks = is("holding", caller, held, on("1001", 1, "queued"));
  const asked = is(
    "holding",
    caller,
    held,
    on("1002", 1, "connected"),
    on("1001", 1, "connected"),
  );
  const joined = is(
    "talking",
    caller,
    on("1001", 0, "connected"),
    on("1002", 0, "connected"),
  );

  expect(asks).toBe("asking");
  expect(may(asks, "alternate")).toBe(false);
  expect(may(asks, "cancel")).toBe(true);
  expect(asked).toBe("consulting");
  expect(may(asked, "conference")).toBe(true);
  expect(may(asked, "hold")).toBe(false);
  expect(joined).toBe("conference");
  expect(may(joined, "conference")).toBe(false);
  expect(may(joined, "hang-up")).toBe(true);
});

test("who rings at the second agent's is not answered yet", () => {
  expect(
    is(
      "holding",
      on(null, 0, "connected"),
      on("1001", 0, "hold"),
      on("1001", 1, "queued"),
      on("1002", 1, "alerting"),
    ),
  ).toBe("asking");
});

test("who was called in has no caller of his own", () => {
  const called = is(
    "talking",
    on(null, 0, "connected"),
    on("1002", 0, "hold"),
    on("1002", 1, "connected"),
    on("1001", 1, "connected"),
  );

  expect(called).toBe("called-in");
  expect(may(called, "transfer")).toBe(false);
  expect(may(called, "hang-up")).toBe(true);
});

test("a chat is answered, passed on, ended, and then only disposed of", () => {
  const mine = on("1001", 0, "connected");

  expect(chatVerbs("1001", [on("1001", 0, "alerting")], "alerting")).toEqual([
    "answer",
    "hang-up",
  ]);
  expect(chatVerbs("1001", [mine], "talking")).toContain("transfer");
  expect(chatVerbs("1001", [], "away")).toEqual(["dispose"]);
});
