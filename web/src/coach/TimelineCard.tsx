/* The session's timeline: a line for each trainee, and what happened. */
import { signal } from "@preact/signals";
import { Choice } from "../parts/Choice";
import { tell } from "../parts/Notices";
import { length, moment } from "../state/time";
import { percent } from "../wall/figures";
import { stateName } from "../wall/words";
import { download } from "./export";
import {
  answer,
  ask,
  latest,
  type Entry,
  type Timeline,
  type Trainee,
} from "./timeline";
import { t, whatName } from "./words";

const MOST = 100; // entries shown
const agent = signal("");

const seconds = (value: number | null) =>
  value === null ? "–" : t("seconds", { n: Math.round(value * 10) / 10 });
const lasting = (value: number | null) =>
  value === null ? "–" : length(value);

function dispositions(it: Trainee) {
  const all = Object.entries(it.dispositions).map(([id, n]) => `${id} ${n}`);

  if (it.without_disposition > 0)
    all.push(t("without", { n: it.without_disposition }));
  return all.join(", ") || "–";
}

interface Column {
  title: Parameters<typeof t>[0];
  value: (it: Trainee) => string | number;
  words?: boolean;
}

const COLUMNS: Column[] = [
  { title: "answered", value: (it) => it.answered },
  { title: "missedCalls", value: (it) => it.missed },
  { title: "answerSpeed", value: (it) => seconds(it.answer_speed_s) },
  { title: "handle", value: (it) => lasting(it.handle_s) },
  { title: "hold", value: (it) => lasting(it.hold_s) },
  { title: "wrapUp", value: (it) => lasting(it.wrap_up_s) },
  { title: "transfers", value: (it) => it.transfers },
  {
    title: "verification",
    value: (it) => `${it.verification.passed}/${it.verification.wanted}`,
  },
  { title: "dispositions", value: dispositions, words: true },
  { title: "dialed", value: (it) => `${it.previews - it.skips}/${it.skips}` },
  { title: "adherence", value: (it) => percent(it.adherence) },
];

function Trainees({ list }: { list: Trainee[] }) {
  return (
    <div
      class="scrolls"
      tabIndex={0}
      role="region"
      aria-labelledby="timeline-title"
    >
      <table class="board">
        <thead>
          <tr>
            <th scope="col">{t("agent")}</th>
            {COLUMNS.map((column) => (
              <th
                key={column.title}
                scope="col"
                class={column.words ? "" : "number"}
              >
                {t(column.title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.map((it, i) => (
            <tr key={i}>
              <th scope="row">
                {it.agent}
                <small class="muted">{it.user}</small>
              </th>
              {COLUMNS.map((column) => (
                <td key={column.title} class={column.words ? "" : "number"}>
                  {column.value(it)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Entries({ timeline }: { timeline: Timeline }) {
  const list = latest(timeline.entries, agent.value, MOST);
  const agents = [...new Set(timeline.trainees.map((it) => it.agent))];

  return (
    <details>
      <summary>{t("entries")}</summary>
      <div class="row">
        <Choice
          label={t("agent")}
          value={agent.value}
          onChange={(ext) => (agent.value = ext)}
          options={[
            { value: "", text: t("everybody") },
            ...agents.map((ext) => ({ value: ext, text: ext })),
          ]}
        />
        <span class="muted">{t("latest", { n: list.length })}</span>
      </div>
      <ol class="entries">
        {list.map((entry, i) => (
          <Line key={timeline.entries.length - i} entry={entry} />
        ))}
      </ol>
    </details>
  );
}

function Line({ entry }: { entry: Entry }) {
  const what =
    entry.what === "state" ? stateName(entry.state) : whatName(entry.what);

  return (
    <li>
      <time>{moment(entry.at)}</time>
      <b>{entry.agent}</b>
      <span>
        {what}
        {entry.length !== null && <> {length(entry.length)}</>}
        {entry.contact !== null && <span class="muted"> #{entry.contact}</span>}
        {entry.text !== "" && <> · {entry.text}</>}
      </span>
    </li>
  );
}

async function save(kind: "html" | "csv") {
  try {
    await download(`/v1/timeline.${kind}`, `timeline.${kind}`);
  } catch (error) {
    tell(t("exportFailed", { why: (error as Error).message }), true);
  }
}

function Body({ timeline }: { timeline: Timeline }) {
  if (timeline.trainees.length === 0)
    return <p class="empty">{t("nobodyYet")}</p>;
  return (
    <>
      <Trainees list={timeline.trainees} />
      <Entries timeline={timeline} />
    </>
  );
}

function Buttons() {
  return (
    <div class="buttons">
      <button class="plain secondary" onClick={() => void ask()}>
        {t("again")}
      </button>
      <button class="plain secondary" onClick={() => void save("html")}>
        {t("html")}
      </button>
      <button class="plain secondary" onClick={() => void save("csv")}>
        {t("csv")}
      </button>
    </div>
  );
}

export function TimelineCard() {
  const asked = answer.value;

  return (
    <section class="sheet timeline" aria-labelledby="timeline-title">
      <header class="row">
        <h2 id="timeline-title">{t("timeline")}</h2>
        {asked.is === "there" && <Buttons />}
      </header>
      {asked.is === "loading" && <p aria-busy="true">{t("loading")}</p>}
      {asked.is === "none" && <p class="empty">{t("noTimeline")}</p>}
      {asked.is === "failed" && (
        <p role="alert">{t("timelineFailed", { why: asked.why })}</p>
      )}
      {asked.is === "there" && <Body timeline={asked.it} />}
    </section>
  );
}
