/* A queue: its counts, its gate, where it overflows, its callbacks. */
import type { Queue } from "../api/types";
import { Choice } from "../parts/Choice";
import { order } from "../parts/Notices";
import { askCounts, queues } from "../state/floor";
import { may } from "../state/verbs";
import { Orders } from "./Orders";
import { pulse } from "./pulse";
import { t } from "./words";

/** The counts tell what came of it. */
async function then(done: Promise<unknown>) {
  await done;
  askCounts(0);
}

function Gate({ queue }: { queue: Queue }) {
  const command = queue.open ? "close-queue" : "open-queue";

  if (!may(command)) return null;
  return (
    <Orders
      title={t("gate")}
      send={t(queue.open ? "closeQueue" : "openQueue")}
      onSend={() => then(order({ command, queue: queue.queue }))}
    />
  );
}

function CloseOverflow({ queue }: { queue: Queue }) {
  return (
    <Orders
      title={t("overflow")}
      send={t("closeOverflow")}
      onSend={() =>
        then(order({ command: "close-overflow", queue: queue.queue }))
      }
    >
      <span>{t("overflowsTo", { queue: queue.overflows_to ?? "" })}</span>
    </Orders>
  );
}

function OpenOverflow({ queue, others }: { queue: Queue; others: string[] }) {
  const send = (form: FormData) =>
    then(
      order({
        command: "open-overflow",
        queue: queue.queue,
        to: { queue: String(form.get("to")) },
        length: Number(form.get("length")),
      }),
    );

  return (
    <Orders title={t("overflow")} send={t("openOverflow")} onSend={send}>
      <Choice
        label={t("overflowTo")}
        name="to"
        options={others.map((name) => ({ value: name, text: name }))}
      />
      <Choice
        label={t("overflowAfter")}
        name="length"
        value="30"
        options={[0, 10, 20, 30, 60, 120, 300].map((n) => ({
          value: String(n),
          text: t("seconds", { n }),
        }))}
      />
    </Orders>
  );
}

function Overflow({ queue }: { queue: Queue }) {
  const others = [...queues.keys()].filter((name) => name !== queue.queue);

  if (!may("open-overflow") || others.length === 0) return null;
  return queue.overflows_to ? (
    <CloseOverflow queue={queue} />
  ) : (
    <OpenOverflow queue={queue} others={others} />
  );
}

function Callback({ queue }: { queue: Queue }) {
  if (!may("offer-callback")) return null;
  return (
    <Orders
      title={t("callback")}
      send={t(queue.offers_callback ? "stopCallback" : "offerCallback")}
      onSend={() =>
        then(
          order({
            command: "offer-callback",
            queue: queue.queue,
            value: queue.offers_callback ? 0 : 1,
          }),
        )
      }
    />
  );
}

export function QueuePanel({ name }: { name: string }) {
  pulse.value;
  const queue = queues.get(name);

  if (!queue) return <p class="empty">{t("gone")}</p>;
  return (
    <>
      <dl class="counts">
        <dt>{t("entered")}</dt>
        <dd>{queue.entered}</dd>
        <dt>{t("answered")}</dt>
        <dd>{queue.answered}</dd>
        <dt>{t("inTime")}</dt>
        <dd>{queue.in_time}</dd>
        <dt>{t("abandoned")}</dt>
        <dd>{queue.abandoned}</dd>
      </dl>
      <Gate queue={queue} />
      <Overflow queue={queue} />
      <Callback queue={queue} />
    </>
  );
}
