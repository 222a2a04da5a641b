/* How a contact came here: its events, the menu's steps drawn together. */
import type { ContactDetail } from "../api/types";

export interface Stop {
  at: number;
  kind: string;
  queue: string | null;
  agent: string | null;
  /** Of the menu. */
  steps: number;
}

const QUIET = new Set([
  ...["agent", "lookup", "attached", "dropped", "silent"],
  ...["said", "mood", "verified", "cleared"], // shown elsewhere
]);

interface Step {
  at: number;
  kind: string;
  queue: string | null;
  agent: string | null;
}

export function stops(path: ContactDetail["path"]): Stop[] {
  const list: Stop[] = [];

  for (const step of path as Step[]) {
    const last = list.at(-1);
    if (QUIET.has(step.kind)) continue;
    if (step.kind === "step" && last?.kind === "step") last.steps++;
    else list.push({ ...step, steps: step.kind === "step" ? 1 : 0 });
  }
  return list;
}

const OWN = new Set(["customer", "customers", "disposition"]);

/** What was keyed in or came along, and is not shown elsewhere. */
export const attached = (data: Record<string, string>) =>
  Object.entries(data).filter(([key]) => !OWN.has(key));
