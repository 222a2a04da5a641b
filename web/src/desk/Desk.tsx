/*
 * The agent's desktop: one seat, its telephone, and who is on the line.  A
 * supervisor may watch another's: #/desk?agent=1001&watch.
 */
import { useEffect } from "preact/hooks";
import { listen } from "../state/floor";
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

export function Desk() {
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
