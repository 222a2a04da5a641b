/*
 * What the floor's HTTP link says, as docs/http.md and /openapi.json have it.
 * Moments are virtual: seconds since the midnight of the scenario's first day.
 */

/** A text in both languages. */
export interface Words {
  en: string;
  zh: string;
}

export type Role = "agent" | "supervisor" | "admin";

export interface Me {
  user: string;
  role: Role;
  /** Extensions of the seats that the user has. */
  agents: string[];
  /** The first of them, or the place that is kept for him. */
  agent?: string | null;
}

export interface State {
  scenario: string;
  title: string | null;
  run: string;
  clock: "running" | "paused" | "over";
  speed: number;
  now: number;
  midnight: number;
  read_only: boolean;
  last_event: number;
}

export interface QueuePlan {
  queue: string;
  extension: string;
  channel: string;
  campaign: string | null;
  target: number;
  within: number;
}

export interface Choice {
  id: string;
  text: Words;
}

export interface ScriptStep {
  id: string;
  say: Words;
  /** What of the caller's is to be verified here. */
  verify: string | null;
  next: { text: Words; to: string }[];
}

export interface Script {
  id: string;
  title: Words;
  reasons: string[];
  start: string;
  steps: ScriptStep[];
}

export interface Center {
  title: string | null;
  days: number;
  opens: number;
  closes: number;
  queues: QueuePlan[];
  groups: string[];
  sites: string[];
  campaigns: string[];
  sources: string[];
  numbers: string[];
  flows: string[];
  reasons: string[];
  tiers: string[];
  park: number;
  places: number;
  music: number;
  dispositions?: Choice[];
  scripts?: Script[];
  not_ready_reasons?: Choice[];
}

export interface Queue {
  queue: string;
  campaign: string | null;
  open: boolean;
  waiting: number;
  longest_wait: number;
  alerting: number;
  entered: number;
  answered: number;
  in_time: number;
  abandoned: number;
  refused: number;
  overflowed: number;
  closed: number;
  called_off: number;
  service_level: number | null;
  target: number;
  within: number;
  staff: {
    ready: number;
    busy: number;
    not_ready: number;
    logged_off: number;
  };
  overflows_to?: string | null;
  offers_callback?: boolean;
}

export interface BreakAsked {
  at: number;
  length: number;
  text: string;
}

export interface Agent {
  agent: string;
  name: string;
  group: string;
  site: string | null;
  state: string;
  since: number;
  why: string;
  taken: boolean;
  user: string | null;
  contact: number | null;
  handled: number;
  monitored_by: string | null;
  monitoring: string;
  chats?: number[];
  break_asked?: BreakAsked | null;
}

export interface Member {
  queue: string;
  penalty: number;
  speed: number;
  paused: boolean;
  why: string;
  dynamic: boolean;
  answered: number;
}

/** Whom an agent may dial, or skip. */
export interface PreviewRecord {
  campaign: string;
  number: string | null;
  attempts: number;
  skips: number;
  last: string;
  callback: boolean;
  value: number;
}

export interface AgentDetail extends Agent {
  queues: Member[];
  preview?: PreviewRecord | null;
}

export interface Connection {
  leg: number;
  contact: number;
  visit: number;
  /** null: the customer's own. */
  agent: string | null;
  queue: string | null;
  state: string;
  was: string;
  since: number;
}

export interface Utterance {
  at: number;
  who: "caller" | "agent";
  text: Words;
  reply: string | null;
}

export interface Persona {
  /** null: not for the role that asks. */
  id: string | null;
  name: Words;
  /** What he wants; null: not for the role that asks. */
  intent: Words | null;
  /** 0 .. 100 at the moment of the reply. */
  mood: number;
  word: "calm" | "uneasy" | "annoyed" | "angry";
  /** Points a minute, while nothing changes. */
  falls: number;
  /** The moment from which on it falls. */
  falls_from?: number;
  talk: Utterance[];
  replies: Choice[];
  /** Ids of the replies that were said. */
  said?: string[];
  /** What the center knows of him. */
  record?: Choice[];
  solved: boolean;
}

export interface Contact {
  contact: number;
  source: string | null;
  ani: string;
  dnis: string;
  customer: number | null;
  tier: string | null;
  reason: string | null;
  known: boolean;
  place: string;
  visit: number;
  queue: string | null;
  position: number | null;
  agent: string | null;
  arrived: number;
  entered: number | null;
  connections: Connection[];
}

export interface ContactDetail extends Contact {
  data: Record<string, string>;
  path: unknown[];
  persona?: Persona | null;
  script?: string | null;
  verified?: { step: string; at: number; result: "passed" | "failed" }[];
}

export interface Campaign {
  campaign: string;
  queue: string;
  mode: string;
  attempts: number;
  connected: number;
  right_parties: number;
  machines: number;
  dropped: number;
  hung_up: number;
  previews: number;
  skipped: number;
  callbacks: number;
  refusals: number;
  sales: number;
  judged: number;
  abandoned: number;
  list_left: number;
  exhausted: number | null;
}

export interface Site {
  site: string;
  kind: string;
  down: boolean;
  agents: number;
  logged_in: number;
  calls_cut: number;
}

export interface Snapshot {
  state: State;
  queues: Queue[];
  agents: Agent[];
  contacts: Contact[];
  campaigns: Campaign[];
  sites: Site[];
}

/** An event of the stream; what else it has goes by its kind. */
export interface FloorEvent {
  /** Missing: of hello, clock, lesson, reset and screen-pop. */
  seq?: number;
  kind: string;
  at?: number;
  contact?: number;
  visit?: number;
  queue?: string;
  agent?: string;
  other?: string;
  state?: string;
  connections?: Connection[];
  [member: string]: unknown;
}

export interface Command {
  command: string;
  agent?: string;
  other?: string;
  contact?: number;
  queue?: string;
  campaign?: string;
  site?: string;
  source?: string;
  to?: string | Record<string, string | number>;
  value?: number;
  length?: number;
  key?: string;
  text?: string;
}

export interface Done {
  contact: number | null;
  visit: number | null;
  agent: string | null;
  last_event: number;
}
