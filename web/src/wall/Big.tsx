/*
 * The wallboard on a wall: the queues alone, as large as they fit, a few at a
 * time.  It is read from across the room, so that nothing on it is small.
 */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { beat, length, moment, now } from "../state/time";
import { rows, summary, type Row } from "./board";
import { counts } from "./crew";
import { percent } from "./figures";
import { Mark } from "./Mark";
import { second } from "./pulse";
import { staff } from "./states";
import { t } from "./words";

const MOST = 6; // queues at a time
const TURN = 10; // [s] until the next ones

export const isBig = signal(false);

export async function enlarge() {
  isBig.value = true;
  // Where the browser does not let it, the page alone is filled.
  await document.documentElement.requestFullscreen?.().catch(() => {});
}

export async function reduce() {
  isBig.value = false;
  if (document.fullscreenElement) await document.exitFullscreen();
}

/** The part of `list` whose turn it is. */
export function turn<T>(list: T[], seconds: number, most = MOST) {
  const pages = Math.max(1, Math.ceil(list.length / most));
  const page = Math.floor(seconds / TURN) % pages;

  return { page, pages, list: list.slice(page * most, (page + 1) * most) };
}

function Tile({ row }: { row: Row }) {
  const { queue } = row;

  return (
    <article class="tile">
      <h2>
        {queue.queue} {!queue.open && <em>{t("closed")}</em>}
      </h2>
      <dl>
        <div class={row.waiting > 0 ? row.waitMark : ""}>
          <dt>{t("waiting")}</dt>
          <dd>{row.waiting}</dd>
        </div>
        <div class={row.waitMark}>
          <dt>{t("longestWait")}</dt>
          <dd>{row.wait === null ? "–" : length(row.wait)}</dd>
        </div>
        <div class={row.levelMark}>
          <dt>{t("serviceLevel")}</dt>
          <dd>
            {percent(queue.service_level)}{" "}
            <Mark kind={row.levelMark} of="level" />
          </dd>
        </div>
      </dl>
    </article>
  );
}

function Clock() {
  beat.value;
  return <time>{moment(now())}</time>;
}

function People() {
  const people = staff(counts.value);

  return (
    <p class="people">
      <span class="ready">
        {t("staffReady")} <b>{people.ready}</b>
      </span>
      <span class="talking">
        {t("staffBusy")} <b>{people.busy}</b>
      </span>
      <span class="not-ready">
        {t("staffNotReady")} <b>{people.notReady}</b>
      </span>
      <span class={`sum ${summary.value.levelMark}`}>
        {t("serviceLevel")} <b>{percent(summary.value.level)}</b>
      </span>
    </p>
  );
}

function useFullScreen() {
  useEffect(() => {
    const left = () => {
      if (!document.fullscreenElement) isBig.value = false;
    };
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape") void reduce();
    };

    document.addEventListener("fullscreenchange", left);
    document.addEventListener("keydown", key);
    return () => {
      document.removeEventListener("fullscreenchange", left);
      document.removeEventListener("keydown", key);
    };
  }, []);
}

export function Big() {
  const now = turn(rows.value, second.value);

  useFullScreen();
  return (
    <div class={`big of-${now.list.length}`}>
      <header>
        <h1>{t("wall")}</h1>
        <Clock />
        {now.pages > 1 && (
          <span>{t("page", { page: now.page + 1, pages: now.pages })}</span>
        )}
        <button class="plain quiet" onClick={() => void reduce()}>
          {t("small")}
        </button>
      </header>
      <div class="tiles">
        {now.list.map((row) => (
          <Tile key={row.queue.queue} row={row} />
        ))}
      </div>
      <People />
    </div>
  );
}
