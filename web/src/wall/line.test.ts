import { expect, test } from "vitest";
import type { Connection, Contact } from "../api/types";
import { lines } from "./line";

const leg = (over: Partial<Connection>): Connection => ({
  leg: 1,
  contact: 1,
  visit: 0,
  agent: null,
  queue: "cards",
  state: "queued",
  was: "connected",
  since: 100,
  ...over,
});

const contact = (...connections: Connection[]) =>
  ({ connections }) as unknown as Contact;

test("who is queued waits, since he was", () => {
  const all = lines([
    contact(leg({ since: 120 })),
    contact(leg({ since: 100 })),
    contact(leg({ queue: "loans", since: 130 })),
  ]);

  expect(all.get("cards")).toEqual({ waiting: 2, oldest: 100 });
  expect(all.get("loans")).toEqual({ waiting: 1, oldest: 130 });
});

test("who rings at an agent or talks waits no more", () => {
  const rings = contact(
    leg({}),
    leg({ leg: 2, agent: "1001", state: "alerting" }),
  );
  const talks = contact(leg({ state: "connected" }));

  expect(lines([rings, talks]).size).toBe(0);
});

test("an agent whom another consults in a queue is no customer", () => {
  expect(lines([contact(leg({ agent: "1001" }))]).size).toBe(0);
});
