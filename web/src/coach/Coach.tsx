/* The instructor's desk: time, trouble, trainees, the lesson, what was done. */
import "../parts/board.css";
import "./coach.css";
import { useEffect } from "preact/hooks";
import { keepFresh } from "../state/fresh";
import { askVerbs } from "../state/verbs";
import { ClockCard } from "./ClockCard";
import { Inject } from "./Inject";
import { keepLesson } from "./lesson";
import { LessonCard } from "./LessonCard";
import { Seats } from "./Seats";
import { keepTimeline } from "./timeline";
import { TimelineCard } from "./TimelineCard";
import { t } from "./words";

function useFloor() {
  useEffect(() => {
    const ends = [keepFresh(), keepLesson(), keepTimeline()];

    void askVerbs().catch(() => {});
    return () => ends.forEach((end) => end());
  }, []);
}

export function Coach() {
  useFloor();
  return (
    <div class="floor coach">
      <header class="row title">
        <h1>{t("coach")}</h1>
      </header>
      <div class="columns">
        <div class="stack">
          <ClockCard />
          <Inject />
        </div>
        <div class="stack">
          <LessonCard />
          <Seats />
          <TimelineCard />
        </div>
      </div>
    </div>
  );
}
