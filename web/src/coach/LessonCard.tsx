/* The lesson: its brief, who is who, what happens and how far its goals are. */
import { say } from "../i18n";
import { setClock } from "../parts/Notices";
import { state } from "../state/floor";
import { moment, now } from "../state/time";
import { second } from "../wall/pulse";
import {
  answer,
  figure,
  type Goal,
  type Lesson,
  type LessonEvent,
} from "./lesson";
import { t } from "./words";

const STATES = {
  waiting: "waiting",
  running: "lessonRunning",
  over: "lessonOver",
} as const;

function Roles({ lesson }: { lesson: Lesson }) {
  return (
    <ul class="roles" aria-label={t("roles")}>
      {lesson.roles.map((role) => (
        <li key={role.user}>
          <b>{role.user}</b>{" "}
          {role.name ? say(role.name) : role.agent ? "" : t("instructor")}
          {role.agent && (
            <>
              {" "}
              ·{" "}
              <a href={`#/desk?agent=${encodeURIComponent(role.agent)}&watch`}>
                {t("agent")} {role.agent}
              </a>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Event({ event }: { event: LessonEvent }) {
  return (
    <li class={event.done ? "done" : ""}>
      <time>{moment(event.at)}</time>
      <span>
        {event.says && say(event.says)}{" "}
        <small class="muted">
          {event.command} · {t(event.done ? "done" : "next")}
        </small>
        {event.refused && (
          <small class="bad"> {t("refused", { why: event.refused })}</small>
        )}
      </span>
    </li>
  );
}

function Progress({ lesson }: { lesson: Lesson }) {
  second.value;
  const part = (now() - lesson.from) / (lesson.to - lesson.from);

  return (
    <progress
      max="1"
      value={Math.min(1, Math.max(0, part))}
      aria-label={t("from", {
        from: moment(lesson.from),
        to: moment(lesson.to),
      })}
    />
  );
}

const metWord = (met: boolean | null) =>
  met === null ? "open" : met ? "met" : "missed";

function bound(goal: Goal) {
  if (goal.at_least !== null)
    return t("atLeast", { x: figure(goal.measure, goal.at_least) });
  return t("atMost", { x: figure(goal.measure, goal.at_most) });
}

function GoalRow({ goal }: { goal: Goal }) {
  const word = metWord(goal.met);

  return (
    <tr>
      <th scope="row">
        {say(goal.says)}
        <small class="muted">{goal.who ?? goal.queue ?? goal.campaign}</small>
      </th>
      <td>{bound(goal)}</td>
      <td class="number strong">{figure(goal.measure, goal.value)}</td>
      <td>
        <span
          class={`chip ${word === "met" ? "good" : word === "missed" ? "bad" : ""}`}
        >
          {t(word)}
        </span>
      </td>
    </tr>
  );
}

function Goals({ goals }: { goals: Goal[] }) {
  if (goals.length === 0) return <p class="empty">{t("noGoals")}</p>;
  return (
    <table class="board">
      <thead>
        <tr>
          <th scope="col">{t("goal")}</th>
          <th scope="col">{t("bound")}</th>
          <th scope="col" class="number">
            {t("value")}
          </th>
          <th scope="col">{t("state")}</th>
        </tr>
      </thead>
      <tbody>
        {goals.map((goal, i) => (
          <GoalRow key={i} goal={goal} />
        ))}
      </tbody>
    </table>
  );
}

function Body({ lesson }: { lesson: Lesson }) {
  return (
    <>
      <header class="row">
        <h3 class="title">
          {say(lesson.title)}{" "}
          <span class={`chip ${lesson.state === "running" ? "good" : ""}`}>
            {t(STATES[lesson.state])}
          </span>
        </h3>
        {lesson.state === "waiting" && state.value?.clock === "paused" && (
          <button
            class="plain"
            onClick={() => void setClock({ paused: false })}
          >
            {t("begin")}
          </button>
        )}
      </header>
      {lesson.brief && <p class="brief">{say(lesson.brief)}</p>}
      <Progress lesson={lesson} />
      <Roles lesson={lesson} />
      <div class="halves">
        <div>
          <h3>{t("events")}</h3>
          {lesson.events.length === 0 ? (
            <p class="empty">{t("noEvents")}</p>
          ) : (
            <ol class="plan">
              {lesson.events.map((event, i) => (
                <Event key={i} event={event} />
              ))}
            </ol>
          )}
        </div>
        <div>
          <h3>{t("goals")}</h3>
          <Goals goals={lesson.goals} />
        </div>
      </div>
    </>
  );
}

export function LessonCard() {
  const asked = answer.value;

  return (
    <section class="sheet lesson" aria-labelledby="lesson-title">
      <h2 id="lesson-title">{t("lesson")}</h2>
      {asked.is === "loading" && <p aria-busy="true">{t("loading")}</p>}
      {asked.is === "none" && <p class="empty">{t("noLesson")}</p>}
      {asked.is === "failed" && (
        <p role="alert">{t("lessonFailed", { why: asked.why })}</p>
      )}
      {asked.is === "there" && <Body lesson={asked.it} />}
    </section>
  );
}
