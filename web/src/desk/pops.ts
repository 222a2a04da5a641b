/*
 * Who the caller is: what the screen pop said, and the records of those whom
 * it named.  A pop is heard once; the customer who was found, or chosen, is
 * attached to the contact, so that a page that came later knows him too.
 */
import { signal } from "@preact/signals";
import type { Customer, ScreenPop } from "../api/customer";
import type { ContactDetail, FloorEvent } from "../api/types";
import { Shelf } from "./asked";

const KEPT = 40;

export const pops = signal<ReadonlyMap<number, ScreenPop>>(new Map());
const records = new Shelf<number, Customer>((id) => `/v1/customers/${id}`, 60);

export function hearPop(event: FloorEvent) {
  const pop = event as unknown as ScreenPop;
  const next = new Map(pops.value);

  next.delete(pop.contact);
  next.set(pop.contact, pop);
  for (const old of next.keys()) {
    if (next.size <= KEPT) break;
    next.delete(old);
  }
  pops.value = next;
  if (!pop.found) return;
  records.of(pop.found.customer).value.value = pop.found;
}

export const record = (customer: number) => records.of(customer);

export type Caller =
  | { known: "one"; customer: number }
  | { known: "several"; customers: number[] }
  | { known: "none"; why: "none" | "slow" | "down" };

const ids = (text: string) =>
  text
    .split(",")
    .map((word) => Number(word.trim()))
    .filter((id) => Number.isSafeInteger(id) && id > 0);

/** What was attached goes before what the pop said. */
export function caller(
  data: ContactDetail["data"] | undefined,
  pop: ScreenPop | undefined,
): Caller {
  const [chosen] = ids(data?.customer ?? "");
  const several = ids(data?.customers ?? "");

  if (chosen) return { known: "one", customer: chosen };
  if (several.length > 1) return { known: "several", customers: several };
  if (pop?.found) return { known: "one", customer: pop.found.customer };
  if (pop?.outcome === "several" && pop.choice.length > 0)
    return { known: "several", customers: pop.choice };
  return {
    known: "none",
    why:
      pop?.outcome === "slow" || pop?.outcome === "down" ? pop.outcome : "none",
  };
}

/** An address that may be opened; a record's is never a script. */
export function safeUrl(url: string | null | undefined) {
  return url && /^https?:\/\//i.test(url) ? url : null;
}
