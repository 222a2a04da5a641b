/* What events mean for the desk that is shown. */
import type { FloorEvent } from "../api/types";
import { tell } from "../parts/Notices";
import { askMe } from "../state/user";
import { hearLesson } from "./lesson";
import { hearPop } from "./pops";
import { heardOf, isMine, seat } from "./seat";
import { t } from "./words";

type Asked = "asked" | "approved" | "refused";

/** The floor says it by a word, or by its number. */
function answerOf(state: unknown): Asked {
  if (state === 2 || state === "approved") return "approved";
  return state === 0 || state === "refused" ? "refused" : "asked";
}

function hearBreak(event: FloorEvent) {
  const answer = answerOf(event.state);

  if (event.agent !== seat.value || !isMine()) return;
  if (answer === "approved") tell(t("breakApproved"));
  if (answer === "refused") tell(t("breakRefused"), true);
}

export function hear(event: FloorEvent) {
  if (event.kind === "screen-pop") hearPop(event);
  if (event.kind === "lesson") hearLesson(event);
  if (event.kind === "break-asked") hearBreak(event);
  if (event.kind === "taken" && event.agent === seat.value)
    void askMe().catch(() => {});
  heardOf(event.agent, event.contact);
  if (event.other) heardOf(event.other, undefined);
}
