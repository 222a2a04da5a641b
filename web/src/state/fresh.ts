/*
 * Agents of whom an event says that something changed, but not all of what:
 * who sits there, who listens, what break was asked for.  They are asked for
 * again, each once for all events of a moment.
 */
import { get } from "../api/client";
import type { AgentDetail, FloorEvent } from "../api/types";
import { agents, changed, listen } from "./floor";

const CHANGES = /^(taken|monitored|break-asked|member)$/;
const SOON = 50; // [ms]

const wanted = new Set<string>();

async function ask(ext: string) {
  const { queues: _, ...agent } = await get<AgentDetail>(
    `/v1/agents/${encodeURIComponent(ext)}`,
  );

  agents.set(ext, agent);
  changed();
}

function flush() {
  for (const ext of wanted) void ask(ext).catch(() => {});
  wanted.clear();
}

function hear(event: FloorEvent) {
  if (!event.agent || !CHANGES.test(event.kind)) return;
  if (wanted.size === 0) setTimeout(flush, SOON);
  wanted.add(event.agent);
}

/** What it returns ends it. */
export const keepFresh = () => listen(hear);
