/* What the lesson wants of who learns, and how far he is. */
import { say } from "../i18n";
import { me } from "../state/user";
import { moment } from "../state/time";
import { goalsOf, lesson, news, type Goal, type Lesson } from "./lesson";
import { t } from "./words";

const MARKS = { met: "✓", missed: "✗", open: "–" } as const;

const how = (goal: Goal) =>
  goal.met === null ? "open" : goal.met ? "met" : "missed";

function Goals({ list }: { list: Goal[] }) {
  return (
    <ul class="goals" aria-label={t("goals")}>
      {list.map((goal, i) => {
        const is = how(goal);
        return (
          <li key={i} class={is}>
            <span aria-hidden="true">{MARKS[is]}</span> {say(goal.says)}
            <span class="unseen"> {t(`goal_${is}`)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Strip({ is }: { is: Lesson }) {
  const goals = goalsOf(is, me.value?.user);
  const met = goals.filter((goal) => goal.met).length;
  const told = news(is);

  return (
    <details class="lesson" open={is.state === "waiting"}>
      <summary>
        <strong>{say(is.title)}</strong>{" "}
        <span class="muted">
          {t(`lesson_${is.state}`)} · {moment(is.from)}–{moment(is.to)}
        </span>
        {goals.length > 0 && (
          <span class="badge">{t("met", { n: met, of: goals.length })}</span>
        )}
        {told && (
          <span class="told" role="status">
            {moment(told.at)} {told.says && say(told.says)}
          </span>
        )}
      </summary>
      {is.brief && <p>{say(is.brief)}</p>}
      <Goals list={goals} />
    </details>
  );
}

export function LessonStrip() {
  return lesson.value && <Strip is={lesson.value} />;
}
