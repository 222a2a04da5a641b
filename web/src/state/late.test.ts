import { beforeEach, expect, test, vi } from "vitest";
import { get } from "../api/client";
import type { Contact } from "../api/types";
import { Late } from "./late";

vi.mock("../api/client", () => ({ get: vi.fn() }));

const contact = (place: string) => ({ contact: 7, place }) as Contact;
const answers: ((contact: Contact) => void)[] = [];

beforeEach(() => {
  answers.length = 0;
  vi.mocked(get).mockReset();
  vi.mocked(get).mockImplementation(
    () => new Promise((done) => answers.push(done as never)),
  );
});

test("a contact is asked for once", async () => {
  const known: Contact[] = [];
  const late = new Late((it) => known.push(it));
  const asked = late.ask(7);

  void late.ask(7);
  expect(get).toHaveBeenCalledTimes(1);
  expect(get).toHaveBeenCalledWith("/v1/contacts/7");
  answers[0]!(contact("alerting"));
  await asked;
  expect(known).toEqual([contact("alerting")]);
});

test("an answer that an event has overtaken is not taken", async () => {
  const known: Contact[] = [];
  const late = new Late((it) => known.push(it));
  const asked = late.ask(7);

  late.hear(7);
  late.hear(8);
  answers[0]!(contact("alerting"));
  await vi.waitFor(() => expect(answers.length).toBe(2));
  answers[1]!(contact("talking"));
  await asked;
  expect(known).toEqual([contact("talking")]);
});

test("one that is gone is left as it is, and may be asked for again", async () => {
  const late = new Late(() => expect.unreachable());

  vi.mocked(get).mockRejectedValueOnce(new Error("404"));
  await late.ask(7);
  void late.ask(7);
  expect(get).toHaveBeenCalledTimes(2);
});
