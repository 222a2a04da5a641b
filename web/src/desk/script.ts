/* The script of a contact, and how far the agent is in it. */
import { signal } from "@preact/signals";
import type { ContactDetail, Script, ScriptStep } from "../api/types";

/** The steps gone through, the last one is where he is. */
export interface Trail {
  script: string;
  steps: string[];
}

export const trails = signal<ReadonlyMap<number, Trail>>(new Map());

export function scriptFor(
  scripts: readonly Script[],
  contact: Pick<ContactDetail, "script" | "reason">,
): Script | null {
  return (
    scripts.find((s) => s.id === contact.script) ??
    scripts.find((s) => s.reasons.includes(contact.reason ?? "")) ??
    null
  );
}

export const begin = (script: Script): Trail => ({
  script: script.id,
  steps: [script.start],
});

export const here = (script: Script, trail: Trail): ScriptStep | null =>
  script.steps.find((s) => s.id === trail.steps.at(-1)) ?? null;

export const onward = (trail: Trail, to: string): Trail => ({
  ...trail,
  steps: [...trail.steps, to].slice(-100),
});

export const back = (trail: Trail): Trail =>
  trail.steps.length > 1
    ? { ...trail, steps: trail.steps.slice(0, -1) }
    : trail;

export function setTrail(contact: number, trail: Trail) {
  trails.value = new Map(
    [...trails.value, [contact, trail] as const].slice(-40),
  );
}

/** What the steps want verified, each with the last result. */
export function verifications(
  script: Script,
  verified: ContactDetail["verified"] = [],
) {
  return script.steps
    .filter((step) => step.verify !== null)
    .map((step) => ({
      step: step.id,
      name: step.verify!,
      result: verified.filter((v) => v.step === step.id).at(-1)?.result ?? null,
    }));
}
