import { expect, test } from "vitest";
import type { Customer, ScreenPop } from "../api/customer";
import { caller, safeUrl } from "./pops";

const pop = (more: Partial<ScreenPop>): ScreenPop => ({
  contact: 1,
  visit: 0,
  agent: "1001",
  queue: "cards",
  outcome: "none",
  ani: null,
  dnis: null,
  digits: null,
  uui: null,
  url: null,
  choice: [],
  ...more,
});

test("who was chosen goes before who was found", () => {
  expect(
    caller({ customer: "17" }, pop({ outcome: "several", choice: [4, 5] })),
  ).toEqual({ known: "one", customer: 17 });
});

test("several are to be chosen from, by the pop or by the contact", () => {
  const several = { known: "several", customers: [4, 5] };

  expect(caller({}, pop({ outcome: "several", choice: [4, 5] }))).toEqual(
    several,
  );
  expect(caller({ customers: "4,5" }, undefined)).toEqual(several);
  expect(caller({ customers: "4,x,5,-1" }, undefined)).toEqual(several);
});

test("a record that came with the pop is shown before it is attached", () => {
  const found = { customer: 9 } as Customer;

  expect(caller(undefined, pop({ outcome: "found", found }))).toEqual({
    known: "one",
    customer: 9,
  });
});

test("nobody, and why", () => {
  expect(caller({}, undefined)).toEqual({ known: "none", why: "none" });
  expect(caller({}, pop({ outcome: "down" }))).toEqual({
    known: "none",
    why: "down",
  });
  expect(caller({ customer: "<b>" }, undefined)).toEqual({
    known: "none",
    why: "none",
  });
});

test("an address is never a script", () => {
  expect(safeUrl("https://crm.example/?tel=1")).not.toBeNull();
  expect(safeUrl("javascript:alert(1)")).toBeNull();
  expect(safeUrl(" data:text/html,x")).toBeNull();
  expect(safeUrl("")).toBeNull();
});
