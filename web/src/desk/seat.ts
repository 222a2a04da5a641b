/*
 * The agent whom this desk is: the one that the user has taken, or one whom a
 * supervisor watches.
 */
import { computed, effect } from "@preact/signals";
import type { Agent, AgentDetail, Contact, ContactDetail } from "../api/types";
import { agents, contacts, status, version } from "../state/floor";
import { askMe, isSupervisor, me } from "../state/user";
import { address } from "./address";
import { askLesson } from "./lesson";
import { Shelf } from "./asked";
import { Still } from "./still";

export const seat = computed(
  () => address.value.agent ?? me.value?.agents[0] ?? null,
);

export const isMine = () => !!me.value?.agents.includes(seat.value ?? "");

/** Nothing can be done from here. */
export const watching = computed(() => address.value.watch || !isMine());

export const mayWatch = () => isSupervisor() || isMine();

const seats = new Shelf<string, AgentDetail>((a) => `/v1/agents/${a}`, 4);
const details = new Shelf<number, ContactDetail>(
  (c) => `/v1/contacts/${c}`,
  40,
);

const stillAgents = new Still<string, Agent>(4);
const stillContacts = new Still<number, Contact>(40);

/** What the snapshot does not say of him: queues, chats, a break asked for. */
export const detailOfSeat = () => (seat.value ? seats.of(seat.value) : null);

export const detailOf = (contact: number) => details.of(contact);

/** The agent as events have him; redraws whoever asks. */
export function agentNow() {
  version.value;
  const agent = seat.value && agents.get(seat.value);
  return agent ? stillAgents.of(agent.agent, agent) : null;
}

export function contactNow(id: number | null): Contact | null {
  version.value;
  if (id === null) return null;
  const contact = contacts.get(id);
  return contact ? stillContacts.of(id, contact) : details.of(id).value.value;
}

export const chats = () => detailOfSeat()?.value.value?.chats ?? [];

/** Ask again for what an event may have changed. */
export function heardOf(
  agent: string | undefined,
  contact: number | undefined,
) {
  if (agent && agent === seat.value) seats.of(agent).ask();
  if (contact) details.has(contact)?.ask();
}

let was = status.value;

/* While the stream was away the seat may have been lost. */
effect(() => {
  const is = status.value;

  if (is === "live" && was === "lost" && me.peek()) {
    void askMe().catch(() => {});
    seats.again();
    details.again();
    askLesson();
  }
  was = is;
});
