/* Which agents are shown, in which order. */
import { computed, signal } from "@preact/signals";
import { counts, roll, seat, type Seat } from "./crew";
import { second } from "./pulse";
import { isState, STATES } from "./states";

export type Order = "extension" | "state" | "longest";

export interface Wish {
  states: ReadonlySet<string>;
  group: string;
  site: string;
  text: string;
  order: Order;
}

export const NO_WISH: Wish = {
  states: new Set(),
  group: "",
  site: "",
  text: "",
  order: "extension",
};

export const wish = signal<Wish>(NO_WISH);

export function toggle(state: string) {
  const states = new Set(wish.value.states);

  if (!states.delete(state)) states.add(state);
  wish.value = { ...wish.value, states };
}

function fits(wish: Wish, it: Seat) {
  const text = wish.text.trim().toLowerCase();

  return (
    (wish.states.size === 0 || wish.states.has(it.state)) &&
    (wish.group === "" || wish.group === it.group) &&
    (wish.site === "" || wish.site === it.site) &&
    (text === "" ||
      [it.agent, it.name, it.user ?? "", it.why].some((word) =>
        word.toLowerCase().includes(text),
      ))
  );
}

const rank = (it: Seat) =>
  isState(it.state) ? STATES.indexOf(it.state) : STATES.length;

const ORDERS: Record<Order, (a: Seat, b: Seat) => number> = {
  extension: () => 0, // as the roll has it
  state: (a, b) => rank(a) - rank(b) || a.since - b.since,
  longest: (a, b) =>
    Number(a.state === "logged off") - Number(b.state === "logged off") ||
    a.since - b.since,
};

export function choose(wish: Wish, seats: Seat[]) {
  return seats
    .filter((it) => fits(wish, it))
    .sort(ORDERS[wish.order])
    .map((it) => it.agent);
}

let last: string[] = [];

/** The extensions shown; the same list while nothing of it changes. */
export const shown = computed(() => {
  const now = wish.value;

  // Who moves from state to state moves on the page only once a second.
  if (now.states.size > 0) counts.value;
  if (now.order !== "extension" || now.states.size > 0) second.value;
  const list = choose(
    now,
    roll.value.map((ext) => seat(ext).peek()),
  );
  if (list.length !== last.length || list.some((ext, i) => ext !== last[i]))
    last = list;
  return last;
});
