/*
 * What an instructor makes happen: a table of commands and of what each asks
 * for.  What the floor has none of (no site, no campaign) is not offered.
 */
import type { Center, Command } from "../api/types";
import type { t } from "./words";

type Word = Parameters<typeof t>[0];

export type Field = { label: Word } & (
  | {
      name: "source" | "site" | "campaign" | "key";
      kind: "choice";
      options: (center: Center) => string[];
      /** The words for none of them in particular. */
      all?: Word;
    }
  | {
      name: "value";
      kind: "number";
      least: number;
      most: number;
      start: number;
    }
  | { name: "value"; kind: "share"; start: number }
  | { name: "value"; kind: "truth" }
  | { name: "length"; kind: "length"; start: number }
);

export interface Injection {
  command: string;
  title: Word;
  says: Word;
  fields: Field[];
}

/** Of whom an absence may be: groups, and shifts where the floor names them. */
const teams = (center: Center & { shifts?: string[] }) => [
  ...center.groups,
  ...(center.shifts ?? []),
];

export const INJECTIONS: Injection[] = [
  {
    command: "surge",
    title: "surge",
    says: "surgeSays",
    fields: [
      {
        name: "source",
        kind: "choice",
        label: "source",
        options: (center) => center.sources,
        all: "allSources",
      },
      {
        name: "value",
        kind: "number",
        label: "factor",
        least: 0,
        most: 10,
        start: 2,
      },
      { name: "length", kind: "length", label: "length", start: 900 },
    ],
  },
  {
    command: "outage",
    title: "outage",
    says: "outageSays",
    fields: [
      {
        name: "site",
        kind: "choice",
        label: "site",
        options: (center) => center.sites,
      },
      { name: "length", kind: "length", label: "length", start: 1800 },
      { name: "value", kind: "truth", label: "cut" },
    ],
  },
  {
    command: "absence",
    title: "absence",
    says: "absenceSays",
    fields: [
      { name: "key", kind: "choice", label: "who", options: teams },
      { name: "value", kind: "share", label: "shareHome", start: 30 },
    ],
  },
  {
    command: "bad-list",
    title: "badList",
    says: "badListSays",
    fields: [
      {
        name: "campaign",
        kind: "choice",
        label: "campaign",
        options: (center) => center.campaigns,
      },
      { name: "value", kind: "share", label: "shareDead", start: 40 },
      { name: "length", kind: "length", label: "length", start: 1800 },
    ],
  },
];

/** True: the floor has one of each that it asks for. */
export const isPossible = (injection: Injection, center: Center) =>
  injection.fields.every(
    (field) => field.kind !== "choice" || field.options(center).length > 0,
  );

const READ: Record<Field["kind"], (text: string) => string | number> = {
  choice: (text) => text,
  number: Number,
  length: Number,
  share: (text) => Number(text) / 100,
  truth: (text) => (text === "on" ? 1 : 0),
};

/** The command that a filled form is; what was left open is not in it. */
export function read(injection: Injection, form: FormData): Command {
  const command: Command = { command: injection.command };

  for (const field of injection.fields) {
    const text = String(form.get(field.name) ?? "");
    if (field.kind === "choice" && text === "") continue;
    Object.assign(command, { [field.name]: READ[field.kind](text) });
  }
  return command;
}
