/*
 * The floor as the page knows it: a snapshot, and every event since.  Agents,
 * contacts and their connections follow each event at once; the queues' and
 * campaigns' counts are asked for again, at most once a second, when an event
 * may have changed them.
 *
 * A desk hears only of its own agent: of 500 agents' events his are a few, and
 * to read the others is most of the work.  Then the other agents are as they
 * were when last asked for, and `contacts` has those whom he is with.
 *
 * The maps are changed in place; `version` counts the changes that were
 * painted, a few in a second however many events came, so that who reads
 * `version.value` first is drawn anew.
 */
import { signal } from "@preact/signals";
import { forget, get } from "../api/client";
import { Stream } from "../api/stream";
import type {
  Agent,
  Campaign,
  Center,
  Contact,
  FloorEvent,
  Queue,
  Site,
  Snapshot,
  State,
} from "../api/types";
import { Late } from "./late";
import { hearClock, hearMoment } from "./time";

export type Status = "loading" | "live" | "lost" | "failed";

export const status = signal<Status>("loading");
export const failure = signal("");
export const state = signal<State | null>(null);
export const center = signal<Center | null>(null);
export const version = signal(0);

export const agents = new Map<string, Agent>();
export const queues = new Map<string, Queue>();
export const contacts = new Map<number, Contact>();
export const campaigns = new Map<string, Campaign>();
export const sites = new Map<string, Site>();

type Listener = (event: FloorEvent) => void;
const listeners = new Set<Listener>();

/** Hears every event after the maps follow it; what it returns ends that. */
export function listen(listener: Listener) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

let stream: Stream | null = null;
let only: string | null = null; // the agent who alone is heard of
let openings = 0;
let painting = false;

const SHORTEST = 80; // [ms] between two paints: nobody reads faster
let painted = -SHORTEST;

function paint() {
  painting = false;
  painted = performance.now();
  version.value++;
}

export function changed() {
  const rest = painted + SHORTEST - performance.now();

  if (painting) return;
  painting = true;
  // Where nobody sees the page it waits until somebody does.
  if (document.hidden) requestAnimationFrame(paint);
  else setTimeout(paint, Math.max(0, rest));
}

function fill<K, V>(map: Map<K, V>, list: V[], key: (value: V) => K) {
  map.clear();
  for (const value of list) map.set(key(value), value);
}

function take(snapshot: Snapshot) {
  state.value = snapshot.state;
  hearClock(snapshot.state);
  fill(agents, snapshot.agents, (a) => a.agent);
  fill(queues, snapshot.queues, (q) => q.queue);
  fill(contacts, snapshot.contacts, (c) => c.contact);
  fill(campaigns, snapshot.campaigns, (c) => c.campaign);
  fill(sites, snapshot.sites, (s) => s.site);
  forgetOthers();
  changed();
}

/* Counts */

const COUNTS = 1000; // [ms] between two questions for them
const COUNTED =
  /^(queued|answered|abandoned|refused|overflowed|ended|dialed|reached|dial-over|callback|called-back|callback-failed|queue-gate|mode|interval)$/;
let asking = false;

async function count() {
  const [q, c, s] = await Promise.all([
    get<{ queues: Queue[] }>("/v1/queues"),
    campaigns.size
      ? get<{ campaigns: Campaign[] }>("/v1/campaigns")
      : { campaigns: [] },
    sites.size ? get<{ sites: Site[] }>("/v1/sites") : { sites: [] },
  ]);

  fill(queues, q.queues, (x) => x.queue);
  fill(campaigns, c.campaigns, (x) => x.campaign);
  fill(sites, s.sites, (x) => x.site);
  changed();
}

/** Soon, and once for all who ask until then. */
export function askCounts(delay = COUNTS) {
  if (asking) return;
  asking = true;
  setTimeout(() => {
    asking = false;
    count().catch(() => {});
  }, delay);
}

const runs = () => state.value?.clock === "running";

/** While they are shown, and few events say that they may have changed. */
export function keepCounts() {
  const timer = setInterval(() => runs() && askCounts(0), COUNTS);

  return () => clearInterval(timer);
}

async function askAgents() {
  const got = await get<{ agents: Agent[] }>("/v1/agents");

  // Of him whom events tell of they know better.
  for (const agent of got.agents)
    if (agent.agent !== only) agents.set(agent.agent, agent);
  changed();
}

/** While other agents are shown, and no events come of them. */
export function keepAgents() {
  const ask = () => void askAgents().catch(() => {});
  const timer = setInterval(() => runs() && ask(), COUNTS);

  ask();
  return () => clearInterval(timer);
}

/* Events */

/** Who took him the event does not say. */
async function askUser(agent: Agent) {
  agent.user = (await get<Agent>(`/v1/agents/${agent.agent}`)).user;
  changed();
}

function follow(event: FloorEvent) {
  const agent = event.agent ? agents.get(event.agent) : undefined;

  if (event.kind === "agent" && agent) {
    agent.state = String(event.state);
    agent.since = event.at ?? agent.since;
    agent.why = String(event.why ?? "");
    agent.contact = event.contact ?? null;
  }
  if (event.kind === "taken" && agent) {
    agent.taken = event.state === "taken" || (event.state as unknown) === 1;
    if (!agent.taken) agent.user = null;
    else askUser(agent).catch(() => {});
  }
  if (event.kind === "dropped" && agent) agent.handled++;
  if (event.contact) followContact(event, event.contact);
}

const blank = (contact: number, event: FloorEvent): Contact => ({
  contact,
  source: (event.source as string) ?? null,
  ani: (event.ani as string) ?? "",
  dnis: (event.dnis as string) ?? "",
  customer: null,
  tier: (event.tier as string) ?? null,
  reason: null,
  known: false,
  place: "flow",
  visit: event.visit ?? 0,
  queue: null,
  position: null,
  agent: null,
  arrived: event.at ?? 0,
  entered: null,
  connections: [],
});

const isOwn = (contact: Contact) =>
  contact.connections.some((connection) => connection.agent === only);

const late = new Late((contact) => {
  if (!contacts.has(contact.contact)) return;
  contacts.set(contact.contact, contact);
  changed();
});

/** Of whom nothing will be heard any more. */
function forgetOthers() {
  if (only === null) return;
  for (const [id, contact] of contacts)
    if (!isOwn(contact)) contacts.delete(id);
}

const PLACES: Record<string, string> = {
  queued: "waiting",
  alerting: "alerting",
  answered: "talking",
  held: "holding",
  retrieved: "talking",
  parked: "parked",
};

function followContact(event: FloorEvent, id: number) {
  if (event.kind === "ended") {
    contacts.delete(id);
    return;
  }
  let contact = contacts.get(id);
  const isNew = !contact;

  late.hear(id);
  if (!contact) {
    if (only === null && event.kind !== "arrived" && event.kind !== "queued")
      return;
    contacts.set(id, (contact = blank(id, event)));
  }
  contact.place = PLACES[event.kind] ?? contact.place;
  contact.queue = event.queue ?? contact.queue;
  if (event.kind === "queued") contact.entered = event.at ?? null;
  if (event.kind === "answered") contact.agent = event.agent ?? null;
  for (const connection of event.connections ?? [])
    followConnection(contact, connection);
  if (only === null) return;
  if (!isOwn(contact)) contacts.delete(id);
  else if (isNew) void late.ask(id);
}

function followConnection(
  contact: Contact,
  connection: Contact["connections"][0],
) {
  const rest = contact.connections.filter((c) => c.leg !== connection.leg);

  contact.connections =
    connection.state === "null" ? rest : [...rest, connection];
}

function hear(event: FloorEvent) {
  if (event.kind === "hello" || event.kind === "clock") {
    state.value = event as unknown as State;
    hearClock(state.value);
  } else {
    if (event.at !== undefined) hearMoment(event.at);
    follow(event);
    if (COUNTED.test(event.kind)) askCounts();
  }
  for (const listener of listeners) listener(event);
  changed();
}

/* Coming and going */

const ear = {
  event: hear,
  lost: () => (status.value = "lost"),
  back: () => (status.value = "live"),
  reset: () => void open(),
  signedOut: forget,
};

/** Begins, or begins anew; never throws. */
export async function open() {
  close();
  const opening = openings;
  try {
    center.value ??= await get<Center>("/v1/center");
    const snapshot = await get<Snapshot>("/v1/snapshot");
    if (opening !== openings) return;
    const { last_event, run } = snapshot.state;
    take(snapshot);
    stream = new Stream(ear, last_event, run, only);
  } catch (error) {
    if (opening !== openings) return;
    failure.value = error instanceof Error ? error.message : String(error);
    status.value = "failed";
  }
}

export function close() {
  openings++;
  stream?.stop();
  stream = null;
}

/** From now on one agent's events alone, or everybody's again: null. */
export function hearOnly(agent: string | null) {
  const narrows = only === null && agent !== null;

  if (agent === only) return;
  only = agent;
  if (!stream) return;
  if (!narrows) return void open();
  forgetOthers();
  stream = stream.narrowed(agent);
}
