/* The seats that somebody may take, and which of them come first. */
import type { Agent } from "../api/types";

const FIRST = ["ready", "aux", "break", "wrap-up", "preview"];

const rank = (agent: Agent, own: string | null) => {
  if (agent.agent === own) return -1;
  const place = FIRST.indexOf(agent.state);

  if (agent.state === "logged off") return FIRST.length + 1;
  return place < 0 ? FIRST.length : place;
};

export interface Wish {
  /** Of extension, name or group. */
  text: string;
  /** "": any. */
  group: string;
}

export function freeSeats(
  agents: Iterable<Agent>,
  wish: Wish,
  own: string | null = null,
): Agent[] {
  const text = wish.text.trim().toLowerCase();

  return [...agents]
    .filter((a) => !a.taken)
    .filter((a) => !wish.group || a.group === wish.group)
    .filter(
      (a) =>
        !text ||
        [a.agent, a.name, a.group].some((w) => w.toLowerCase().includes(text)),
    )
    .sort(
      (a, b) => rank(a, own) - rank(b, own) || a.agent.localeCompare(b.agent),
    );
}
