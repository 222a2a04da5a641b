// @vitest-environment node
import { expect, test } from "vitest";
import type { Agent, Queue, QueuePlan } from "../api/types";
import { dialed, targets } from "./targets";

const plan = (queue: string, extension: string, more = {}) =>
  ({
    queue,
    extension,
    channel: "voice",
    campaign: null,
    ...more,
  }) as QueuePlan;

const list = targets(
  [
    plan("cards", "6001"),
    plan("chats", "6002", { channel: "chat" }),
    plan("renewals", "6003", { campaign: "renew" }),
  ],
  new Map([["cards", { waiting: 3 } as Queue]]),
  [
    { agent: "1001", name: "sales 1", state: "ready" } as Agent,
    { agent: "1002", name: "sales 2", state: "ready" } as Agent,
    { agent: "1003", name: "sales 3", state: "talking" } as Agent,
  ],
  "1001",
);

test("queues of calls, and colleagues who are ready", () => {
  expect(list.map((target) => target.to)).toEqual(["6001", "1002"]);
  expect(list[0]?.waiting).toBe(3);
});

test("what was typed is a name, an extension or a number", () => {
  expect(dialed("Cards", list)).toBe("6001");
  expect(dialed(" 1002 ", list)).toBe("1002");
  expect(dialed("+86 139-1234 5678", list)).toBe("+8613912345678");
  expect(dialed("", list)).toBeNull();
  expect(dialed("somebody", list)).toBeNull();
  expect(dialed("1; drop", list)).toBeNull();
});
