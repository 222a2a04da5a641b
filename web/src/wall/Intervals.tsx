/* The day so far by intervals: two charts, and the same as a table. */
import { signal } from "@preact/signals";
import { Choice } from "../parts/Choice";
import { queues } from "../state/floor";
import { moment } from "../state/time";
import { Chart } from "./Chart";
import { inbound, percent, total } from "./figures";
import { history, intervals, type History, type Interval } from "./history";
import { pulse } from "./pulse";
import { t } from "./words";

/** Whose; "": all together. */
export const queue = signal("");

const clock = (at: number) => moment(at).slice(0, -3);

function Table({ list }: { list: Interval[] }) {
  return (
    <details>
      <summary>{t("asTable")}</summary>
      <table class="board">
        <thead>
          <tr>
            <th scope="col">{t("interval")}</th>
            <th scope="col" class="number">
              {t("serviceLevel")}
            </th>
            <th scope="col" class="number">
              {t("entered")}
            </th>
            <th scope="col" class="number">
              {t("answered")}
            </th>
            <th scope="col" class="number">
              {t("abandoned")}
            </th>
          </tr>
        </thead>
        <tbody>
          {list.map((it) => (
            <tr key={it.from}>
              <th scope="row">
                {clock(it.from)}–{clock(it.to)}
              </th>
              <td class="number">{percent(it.service_level)}</td>
              <td class="number">{it.entered}</td>
              <td class="number">{it.answered}</td>
              <td class="number">{it.abandoned}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

const sum = (list: Interval[], of: (it: Interval) => number) =>
  list.reduce((all, it) => all + of(it), 0);

function Charts({ list, target }: { list: Interval[]; target: number }) {
  const name = queue.value || t("allQueues");
  const at = list.map((it) => (it.from + it.to) / 2);

  return (
    <div class="charts">
      <Chart
        says={t("chartLevelSays", {
          queue: name,
          count: list.length,
          last: percent(list.at(-1)?.service_level ?? null),
          target: percent(target),
        })}
        at={at}
        range={[0, 1]}
        shows={(value) => percent(value)}
        lines={[
          {
            label: t("serviceLevel"),
            color: "--talking",
            kind: "line",
            values: list.map((it) => it.service_level),
          },
          {
            label: t("targetShort", { target: percent(target) }),
            color: "--good",
            kind: "dashes",
            values: list.map(() => target),
          },
        ]}
      />
      <Chart
        says={t("chartCallsSays", {
          queue: name,
          count: list.length,
          answered: sum(list, (it) => it.answered),
          abandoned: sum(list, (it) => it.abandoned),
        })}
        at={at}
        shows={(value) => String(Math.round(value))}
        lines={[
          // Stacked: the abandoned stand out above the answered.
          {
            label: t("abandoned"),
            color: "--bad",
            kind: "bars",
            values: list.map((it) => it.answered + it.abandoned),
          },
          {
            label: t("answered"),
            color: "--answered",
            kind: "bars",
            values: list.map((it) => it.answered),
          },
        ]}
      />
    </div>
  );
}

function Body({ kept }: { kept: History }) {
  const among = inbound([...queues.values()]);
  const list = intervals(
    kept,
    queue.value,
    among.map((it) => it.queue),
  );
  const target = queues.get(queue.value)?.target ?? total(among).target;

  if (list.length === 0) return <p class="empty">{t("nothingYet")}</p>;
  return (
    <>
      <Charts list={list} target={target} />
      <Table list={list} />
    </>
  );
}

const WORDS = {
  loading: "loading",
  none: "noHistory",
  failed: "historyFailed",
} as const;

/** The names of the queues, which a change of counts leaves alone. */
function Which() {
  pulse.value;
  return (
    <Choice
      label={t("queue")}
      value={queue.value}
      onChange={(name) => (queue.value = name)}
      options={[
        { value: "", text: t("allQueues") },
        ...[...queues.keys()].map((name) => ({ value: name, text: name })),
      ]}
    />
  );
}

export function Intervals() {
  const kept = history.value;

  return (
    <section class="sheet" aria-labelledby="intervals-title">
      <header class="row">
        <h2 id="intervals-title">{t("intervals")}</h2>
        {typeof kept !== "string" && <Which />}
      </header>
      {typeof kept === "string" ? (
        <p class="empty" aria-busy={kept === "loading"}>
          {t(WORDS[kept])}
        </p>
      ) : (
        <Body kept={kept} />
      )}
    </section>
  );
}
