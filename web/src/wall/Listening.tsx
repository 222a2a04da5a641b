/* A supervisor on an agent's calls, from a seat of his own. */
import { Choice } from "../parts/Choice";
import { order } from "../parts/Notices";
import { agents } from "../state/floor";
import { askMe, me } from "../state/user";
import { may } from "../state/verbs";
import { Orders } from "./Orders";
import { seat, type Seat } from "./crew";
import { t } from "./words";

/** Seats that nobody misses come first: of who is not at work. */
function free(but: string) {
  const all = [...agents.values()].filter(
    (it) => !it.taken && it.agent !== but,
  );
  const away = all.filter((it) => it.state === "logged off");

  return away.length > 0 ? away : all;
}

function TakeSeat({ but }: { but: string }) {
  async function send(form: FormData) {
    await order({ command: "take", agent: String(form.get("seat")) });
    await askMe();
  }

  return (
    <Orders title={t("listening")} send={t("takeSeat")} onSend={send}>
      <p class="muted">{t("noSeat")}</p>
      <Choice
        label={t("seat")}
        name="seat"
        options={free(but).map((it) => ({
          value: it.agent,
          text: `${it.agent} ${it.name}`,
        }))}
      />
    </Orders>
  );
}

const WAYS = [
  { command: "monitor", state: "listens", text: "listen" },
  { command: "whisper", state: "whispers", text: "whisper" },
  { command: "barge", state: "barges", text: "barge" },
] as const;

const NOW: Record<string, "nowListens" | "nowWhispers" | "nowBarges"> = {
  listens: "nowListens",
  whispers: "nowWhispers",
  barges: "nowBarges",
};

function Ways({ it, mine }: { it: Seat; mine: string }) {
  const isMine = it.monitored_by === mine;
  const says = isMine ? NOW[it.monitoring] : undefined;

  return (
    <section class="orders" aria-labelledby="listening-title">
      <h3 id="listening-title">{t("listening")}</h3>
      {it.monitored_by !== null && !isMine && (
        <p>{t("otherListens", { agent: it.monitored_by })}</p>
      )}
      {says && <p>{t(says, { agent: mine })}</p>}
      <div class="row buttons">
        {WAYS.map((way) => (
          <button
            key={way.command}
            class="plain secondary"
            aria-pressed={isMine && it.monitoring === way.state}
            onClick={() =>
              void order({
                command: way.command,
                agent: it.agent,
                other: mine,
              })
            }
          >
            {t(way.text)}
          </button>
        ))}
        {it.monitored_by !== null && (
          <button
            class="plain"
            onClick={() =>
              void order({ command: "unmonitor", agent: it.agent })
            }
          >
            {t("stop")}
          </button>
        )}
      </div>
    </section>
  );
}

export function Listening({ ext }: { ext: string }) {
  const it = seat(ext).value;
  const mine = me.value?.agents.find((agent) => agent !== ext);

  if (!may("monitor")) return null;
  if (me.value?.agents.includes(ext))
    return <p class="muted">{t("yourself")}</p>;
  return mine ? <Ways it={it} mine={mine} /> : <TakeSeat but={ext} />;
}
