/*
 * What the floor can be told, and who may: a page offers no command that an
 * older floor does not know, and says which role one takes.
 */
import { signal } from "@preact/signals";
import { get } from "../api/client";
import type { Role } from "../api/types";
import { me } from "./user";

export interface Verb {
  command: string;
  role: Role;
  wants: string[];
  may: string[];
}

/** yes; role: a higher one may; unknown: this floor does not know it. */
export type Leave = "yes" | "role" | "unknown";

const RANK: Record<Role, number> = { agent: 0, supervisor: 1, admin: 2 };

export const verbs = signal(new Map<string, Verb>());

export async function askVerbs() {
  const { commands } = await get<{ commands: Verb[] }>("/v1/commands");

  verbs.value = new Map(commands.map((verb) => [verb.command, verb]));
}

export function leave(command: string): Leave {
  const verb = verbs.value.get(command);

  if (!verb || !me.value) return "unknown";
  return RANK[me.value.role] >= RANK[verb.role] ? "yes" : "role";
}

export const may = (command: string) => leave(command) === "yes";
