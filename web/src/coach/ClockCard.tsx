/* The floor's clock in the instructor's hand. */
import { useState } from "preact/hooks";
import { setClock, tell } from "../parts/Notices";
import { Choice } from "../parts/Choice";
import { center, state } from "../state/floor";
import { beat, length, moment, now } from "../state/time";
import { clockText, DAY, secondsOf } from "./moment";
import { t } from "./words";

const SPEEDS = [1, 2, 5, 10, 30, 100];
const STEPS = [60, 300, 900, 3600]; // [s]
const WORDS = { running: "running", paused: "paused", over: "over" } as const;

function Face() {
  beat.value;
  return <time class="clock-face">{moment(now())}</time>;
}

function Speed({ speed }: { speed: number }) {
  return (
    <div class="speed">
      <label class="field">
        <span>
          {t("speed")} <b>{t("speedIs", { speed })}</b>
        </span>
        <input
          type="range"
          min="1"
          max="100"
          value={speed}
          onChange={(event) =>
            void setClock({ speed: Number(event.currentTarget.value) })
          }
        />
      </label>
      <div class="buttons">
        {SPEEDS.map((n) => (
          <button
            key={n}
            class="plain secondary"
            aria-pressed={n === speed}
            onClick={() => void setClock({ speed: n })}
          >
            {t("speedIs", { speed: n })}
          </button>
        ))}
      </div>
    </div>
  );
}

/** While it is on its way, no second one. */
function useJump() {
  const [busy, setBusy] = useState(false);

  /** A step pauses the clock; one that ran goes on. */
  async function jump(to: { step: number } | { step_to: number }) {
    const runs = state.value?.clock === "running";

    setBusy(true);
    await setClock({ ...to, ...(runs ? { paused: false } : {}) });
    setBusy(false);
  }

  return { busy, jump };
}

function Jump() {
  const { busy, jump } = useJump();
  const days = center.value?.days ?? 1;

  async function send(event: SubmitEvent) {
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const to =
      Number(form.get("day") ?? 0) * DAY + secondsOf(String(form.get("time")));

    event.preventDefault();
    if (to <= now()) tell(t("tooEarly"), true);
    else await jump({ step_to: to });
  }

  return (
    <>
      <div class="buttons" role="group" aria-label={t("step")}>
        {STEPS.map((n) => (
          <button
            key={n}
            class="plain secondary"
            disabled={busy}
            onClick={() => void jump({ step: n })}
          >
            {t("stepBy", { text: length(n) })}
          </button>
        ))}
      </div>
      <form class="row" onSubmit={send} aria-busy={busy}>
        {days > 1 && (
          <Choice
            label={t("day")}
            name="day"
            value={String(Math.floor(now() / DAY))}
            options={Array.from({ length: days }, (_, i) => ({
              value: String(i),
              text: t("dayIs", { n: i + 1 }),
            }))}
          />
        )}
        <label class="field">
          <span>{t("jump")}</span>
          <input
            type="time"
            name="time"
            step="60"
            defaultValue={clockText(now() + 300)}
            required
          />
        </label>
        <button class="plain" type="submit" disabled={busy}>
          {busy ? t("jumping") : t("jumpTo")}
        </button>
      </form>
    </>
  );
}

export function ClockCard() {
  const floor = state.value;

  if (!floor) return null;
  const isOver = floor.clock === "over";
  const runs = floor.clock === "running";
  return (
    <section class="sheet clock-card" aria-labelledby="clock-title">
      <h2 id="clock-title">{t("clock")}</h2>
      <div class="row now">
        <Face />
        <span class={`chip ${runs ? "good" : ""}`}>
          {t(WORDS[floor.clock])}
        </span>
        <button
          class="plain start"
          disabled={isOver}
          onClick={() => void setClock({ paused: runs })}
        >
          {t(runs ? "pause" : "start")}
        </button>
      </div>
      <Speed speed={floor.speed} />
      {!isOver && <Jump />}
    </section>
  );
}
