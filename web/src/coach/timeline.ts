/* The session's timeline, as GET /v1/timeline has it. */
import { asked } from "./asked";

export interface Trainee {
  agent: string;
  user: string | null;
  from: number;
  to: number | null;
  answered: number;
  missed: number;
  answer_speed_s: number | null;
  /** Handled, to the end of wrap-up. */
  contacts: number;
  handle_s: number | null;
  talk_s: number | null;
  hold_s: number | null;
  longest_hold_s: number | null;
  wrap_up_s: number | null;
  holds: number;
  transfers: number;
  conferences: number;
  verification: {
    wanted: number;
    passed: number;
    failed: number;
    missed: number;
  };
  dispositions: Record<string, number>;
  without_disposition: number;
  previews: number;
  skips: number;
  adherence: number | null;
}

export interface Entry {
  at: number;
  agent: string;
  user: string;
  contact: number | null;
  what: string;
  /** That he is in from then on. */
  state: string;
  /** Of what ends [s]. */
  length: number | null;
  /** A reason, a cause or a code. */
  text: string;
}

export interface Timeline {
  trainees: Trainee[];
  entries: Entry[];
  /** Entries that were too many to keep. */
  left_out: number;
}

const timeline = asked<Timeline>("/v1/timeline");

export const { answer, ask } = timeline;

const OFTEN = 10_000; // [ms]

/** What it returns ends it. */
export function keepTimeline() {
  const timer = setInterval(() => {
    if (answer.value.is !== "none") void ask();
  }, OFTEN);

  void ask();
  return () => clearInterval(timer);
}

/** The latest first, of one agent or ("") of all; no more than `most`. */
export function latest(entries: Entry[], agent: string, most: number) {
  return entries
    .filter((entry) => agent === "" || entry.agent === agent)
    .slice(-most)
    .reverse();
}
