/* A caller's mood: a word, and a bar that says its value to screen readers. */
import type { Persona } from "../api/types";
import { beat, now } from "../state/time";
import { fallen, wordOf } from "./feelings";
import { t } from "./words";

export function Mood({ persona, at }: { persona: Persona; at: number }) {
  beat.value;
  const points = Math.round(fallen(persona, at, now()));
  const word = wordOf(points);

  return (
    <div class={`mood ${word}`}>
      <span id="mood-name">{t("mood")}</span>
      <div
        class="bar"
        role="meter"
        aria-labelledby="mood-name"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={points}
        aria-valuetext={t("moodIs", { word: t(word), points })}
      >
        <span style={{ width: `${points}%` }} />
      </div>
      <strong>{t(word)}</strong>
    </div>
  );
}
