/* Commands of the seat's agent. */
import type { Command } from "../api/types";
import { order } from "../parts/Notices";
import { askMe } from "../state/user";
import { heardOf, seat } from "./seat";

export async function act(command: string, more: Partial<Command> = {}) {
  const agent = seat.value;

  if (!agent) return null;
  const done = await order({ command, agent, ...more });
  heardOf(agent, more.contact ?? done?.contact ?? undefined);
  return done;
}

export async function take(agent: string) {
  if (await order({ command: "take", agent })) await askMe().catch(() => {});
}

export async function release() {
  if (await act("release")) await askMe().catch(() => {});
}

const bytes = new TextEncoder();

/** The floor takes so much text at most. */
export const fits = (text: string) => bytes.encode(text).length <= 255;
