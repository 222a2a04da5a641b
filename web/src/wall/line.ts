/*
 * Who stands in line: by the customers' own connections, so that it follows
 * each event and does not wait for the next counts.
 */
import type { Contact } from "../api/types";

export interface Line {
  waiting: number;
  /** Since when the first of them has been waiting; null: nobody does. */
  oldest: number | null;
}

export const EMPTY: Line = { waiting: 0, oldest: null };

/** The queue in which he waits, and since when; null: he does not. */
function place(contact: Contact) {
  let queue: string | null = null;
  let since = 0;

  for (const connection of contact.connections) {
    if (connection.agent !== null && connection.state === "alerting")
      return null;
    if (connection.agent === null && connection.state === "queued") {
      queue = connection.queue;
      since = connection.since;
    }
  }
  return queue === null ? null : { queue, since };
}

/** The lines by the queue's name; a queue without one is not in it. */
export function lines(contacts: Iterable<Contact>) {
  const all = new Map<string, Line>();

  for (const contact of contacts) {
    const at = place(contact);
    if (!at) continue;
    const line = all.get(at.queue) ?? { ...EMPTY };
    line.waiting++;
    line.oldest = Math.min(line.oldest ?? at.since, at.since);
    all.set(at.queue, line);
  }
  return all;
}
