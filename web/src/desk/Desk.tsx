/*
 * The agent's desktop: one seat, its telephone, and who is on the line.  A
 * supervisor may watch another's: #/desk?agent=1001&watch.
 */
import { useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { agents, hearOnly, listen } from "../state/floor";
import { address } from "./address";
import "./desk.css";
import { hear } from "./hear";
import { onKey } from "./hotkeys";
import { askLesson } from "./lesson";
import { LessonStrip } from "./LessonStrip";
import { Place } from "./Place";
import { agentNow, isMine, mayWatch, seat, watching } from "./seat";
import { Seats } from "./Seats";
import { t } from "./words";

function Watched({ agent }: { agent: string }) {
  return (
    <p class="watching" role="status">
      {t("watching", { agent })} <a href="#/desk">{t("ownDesk")}</a>
    </p>
  );
}

function Content() {
  const agent = agentNow();

  if (seat.value === null) return <Seats />;
  if (!agent)
    return (
      <p class="empty" role="alert">
        {t("watchNobody", { agent: seat.value })}
      </p>
    );
  if (!isMine() && !mayWatch())
    return (
      <p class="empty" role="alert">
        {t("notYourSeat", { agent: agent.agent })}{" "}
        <a href="#/desk">{t("ownDesk")}</a>
      </p>
    );
  return (
    <>
      {watching.value && address.value.agent && <Watched agent={agent.agent} />}
      <Place key={agent.agent} agent={agent} />
    </>
  );
}

/** Who has no seat yet sees all of them. */
function useOwnEvents() {
  useSignalEffect(() => {
    const own = seat.value;
    hearOnly(own !== null && agents.has(own) ? own : null);
  });
  useEffect(() => () => hearOnly(null), []);
}

export function Desk() {
  useOwnEvents();
  useEffect(askLesson, []);
  useEffect(() => listen(hear), []);
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <LessonStrip />
      <Content />
    </>
  );
}
