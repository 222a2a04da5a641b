/* The states of agents as the wallboard orders and colours them. */
import type { Agent } from "../api/types";

/** A colour's name, as in the style sheet: --ready, --talking, ... */
export type Tone =
  | "ready"
  | "talking"
  | "alerting"
  | "holding"
  | "wrap-up"
  | "not-ready"
  | "gone";

export const STATES = [
  "ready",
  "alerting",
  "preview",
  "dialing",
  "talking",
  "chatting",
  "holding",
  "wrap-up",
  "break",
  "off-phone",
  "rona",
  "aux",
  "outage",
  "logged off",
] as const;

export type StateName = (typeof STATES)[number];

const TONES: Record<StateName, Tone> = {
  ready: "ready",
  alerting: "alerting",
  preview: "alerting",
  dialing: "alerting",
  talking: "talking",
  chatting: "talking",
  holding: "holding",
  "wrap-up": "wrap-up",
  break: "not-ready",
  "off-phone": "not-ready",
  rona: "not-ready",
  aux: "not-ready",
  outage: "not-ready",
  "logged off": "gone",
};

export const isState = (name: string): name is StateName => name in TONES;

export const tone = (state: string): Tone =>
  isState(state) ? TONES[state] : "not-ready";

export type Tally = Map<string, number>;

export function tally(agents: Iterable<Agent>): Tally {
  const counts: Tally = new Map();

  for (const { state } of agents)
    counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

const BUSY: Tone[] = ["talking", "alerting", "holding", "wrap-up"];

export interface Staff {
  ready: number;
  busy: number;
  notReady: number;
  gone: number;
}

export function staff(counts: Tally): Staff {
  const all: Staff = { ready: 0, busy: 0, notReady: 0, gone: 0 };

  for (const [state, count] of counts) {
    const is = tone(state);
    if (is === "ready") all.ready += count;
    else if (is === "gone") all.gone += count;
    else if (BUSY.includes(is)) all.busy += count;
    else all.notReady += count;
  }
  return all;
}
