import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ContactDetail, Me } from "../api/types";
import { me } from "../state/user";
import { Talk } from "./Talk";

const sent: unknown[] = [];

vi.mock("./act", async (original) => ({
  ...(await original<object>()),
  act: (command: string, more: object) => {
    sent.push({ command, ...more });
    return Promise.resolve({});
  },
}));

const both = (text: string) => ({ en: text, zh: text });

const contact = {
  contact: 7,
  persona: {
    id: "wang",
    name: both("Wang"),
    intent: null,
    mood: 50,
    word: "uneasy",
    falls: 0,
    talk: [
      { at: 1, who: "caller", text: both("<img src=x> & hello"), reply: null },
    ],
    replies: [{ id: "name", text: both("Your name?") }],
    said: [],
    record: [],
    solved: false,
  },
} as unknown as ContactDetail;

beforeEach(() => {
  sent.length = 0;
  me.value = { user: "ann", role: "agent", agents: ["1001"] } as Me;
});
afterEach(cleanup);

const show = (held = false) =>
  render(<Talk contact={contact} at={0} held={held} open />);

test("what the caller says is text, whatever it says", () => {
  const { container } = show();

  expect(screen.getByText(/<img src=x> & hello/)).toBeTruthy();
  expect(container.querySelector("img")).toBeNull();
});

test("the mood is a word and a value", () => {
  show();
  const meter = screen.getByRole("meter");

  expect(meter.getAttribute("aria-valuenow")).toBe("50");
  expect(meter.getAttribute("aria-valuetext")).toContain("uneasy");
});

test("a reply goes by its id, own words as text", async () => {
  show();
  fireEvent.click(screen.getByText("Your name?"));
  const box = screen.getByLabelText("In your own words");
  fireEvent.input(box, { target: { value: " hello " } });
  fireEvent.submit(box.closest("form")!);
  expect(sent).toEqual([
    { command: "say", contact: 7, key: "name" },
    { command: "say", contact: 7, text: "hello" },
  ]);
});

test("nothing can be said to one on hold", () => {
  show(true);
  expect(screen.queryByText("Your name?")).toBeNull();
  expect(screen.getByText(/does not hear you/)).toBeTruthy();
});
