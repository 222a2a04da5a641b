/* The queues: who waits, how long, and the service level so far. */
import { length } from "../state/time";
import { rows, type Row } from "./board";
import { percent, share } from "./figures";
import { queue as charted } from "./Intervals";
import { Level } from "./Level";
import { Mark } from "./Mark";
import { isSelected, select } from "./selection";
import { t } from "./words";

/** What differs from every day's: closed, overflows, offers a callback. */
function Chips({ row: { queue } }: { row: Row }) {
  return (
    <>
      {!queue.open && <span class="chip bad">{t("closed")}</span>}
      {queue.overflows_to && (
        <span class="chip">
          {t("overflowsTo", { queue: queue.overflows_to })}
        </span>
      )}
      {queue.offers_callback && <span class="chip">{t("offersCallback")}</span>}
    </>
  );
}

function QueueRow({ row }: { row: Row }) {
  const { queue } = row;
  const lost = share(queue.abandoned, queue.answered + queue.abandoned);
  const open = () => {
    select("queue", queue.queue);
    charted.value = queue.queue;
  };

  return (
    <tr class={isSelected("queue", queue.queue) ? "selected" : ""}>
      <th scope="row">
        <button
          class="name"
          aria-pressed={isSelected("queue", queue.queue)}
          onClick={open}
        >
          {queue.queue}
        </button>{" "}
        <Chips row={row} />
        <small class="muted">
          {t("target", {
            target: percent(queue.target),
            within: queue.within,
          })}
        </small>
      </th>
      <td class={`number strong ${row.waiting > 0 ? row.waitMark : ""}`}>
        {row.waiting}
      </td>
      <td class={`number strong ${row.waitMark}`}>
        {row.wait === null ? "–" : length(row.wait)}{" "}
        <Mark kind={row.waitMark} of="wait" />
      </td>
      <td>
        <Level
          level={queue.service_level}
          target={queue.target}
          kind={row.levelMark}
        />
      </td>
      <td class="number wide">{queue.answered}</td>
      <td class="number wide">
        {queue.abandoned} <small class="muted">{percent(lost, 1)}</small>
      </td>
      <td class="number wide">
        {queue.staff.ready} / {queue.staff.busy} / {queue.staff.not_ready}
      </td>
    </tr>
  );
}

export function Queues() {
  if (rows.value.length === 0) return <p class="empty">{t("noQueues")}</p>;
  return (
    <section class="sheet" aria-labelledby="queues-title">
      <h2 id="queues-title">{t("queues")}</h2>
      <table class="board">
        <thead>
          <tr>
            <th scope="col">{t("queue")}</th>
            <th scope="col" class="number">
              {t("waiting")}
            </th>
            <th scope="col" class="number">
              {t("longestWait")}
            </th>
            <th scope="col">{t("serviceLevel")}</th>
            <th scope="col" class="number wide">
              {t("answered")}
            </th>
            <th scope="col" class="number wide">
              {t("abandoned")}
            </th>
            <th scope="col" class="number wide">
              {t("staff")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.value.map((row) => (
            <QueueRow key={row.queue.queue} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
