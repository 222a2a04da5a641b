/*
 * What has just been refused, or done: a few lines that go by themselves, and
 * that screen readers say.  do_(...) sends a command and tells when the floor
 * refuses it.
 */
import { signal } from "@preact/signals";
import { clock, command } from "../api/client";
import type { Command, Done } from "../api/types";
import { t } from "../words";

interface Notice {
  id: number;
  text: string;
  bad: boolean;
}

const SHOWN = 6000; // [ms]
const notices = signal<Notice[]>([]);
let last = 0;

function drop(id: number) {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

export function tell(text: string, bad = false) {
  const id = ++last;

  notices.value = [...notices.value.slice(-3), { id, text, bad }];
  setTimeout(() => drop(id), SHOWN);
}

/** null: it was refused, and the user was told why. */
export async function attempt<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), true);
    return null;
  }
}

/** null: it was refused, and the user was told why. */
export const order = (what: Command): Promise<Done | null> =>
  attempt(command(what));

export const setClock = (what: Parameters<typeof clock>[0]) =>
  attempt(clock(what));

export function Notices() {
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.value.map((notice) => (
        <p key={notice.id} class={notice.bad ? "bad" : ""}>
          {notice.text}{" "}
          <button
            class="quiet"
            aria-label={t("close")}
            onClick={() => drop(notice.id)}
          >
            ×
          </button>
        </p>
      ))}
    </div>
  );
}
