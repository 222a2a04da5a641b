/* The six figures above all else. */
import type { ComponentChildren } from "preact";
import { length } from "../state/time";
import { summary } from "./board";
import { counts } from "./crew";
import { percent, type Mark as Kind } from "./figures";
import { Mark } from "./Mark";
import { staff } from "./states";
import { t } from "./words";

interface Props {
  name: string;
  kind?: Kind;
  note?: ComponentChildren;
  children: ComponentChildren;
}

function Kpi({ name, kind = "none", note, children }: Props) {
  return (
    <div class={`kpi ${kind}`}>
      <dt>{name}</dt>
      <dd>{children}</dd>
      {note !== undefined && <dd class="note">{note}</dd>}
    </div>
  );
}

export function Kpis() {
  const all = summary.value;
  const people = staff(counts.value);

  return (
    <dl class="kpis" aria-label={t("figures")}>
      <Kpi name={t("waiting")} kind={all.waitMark}>
        {all.waiting}
      </Kpi>
      <Kpi
        name={t("longestWait")}
        kind={all.waitMark}
        note={all.wait === null ? t("nobody") : undefined}
      >
        {all.wait === null ? "–" : length(all.wait)}{" "}
        <Mark kind={all.waitMark} of="wait" />
      </Kpi>
      <Kpi
        name={t("serviceLevel")}
        kind={all.levelMark}
        note={t("targetShort", { target: percent(all.target) })}
      >
        {percent(all.level)} <Mark kind={all.levelMark} of="level" />
      </Kpi>
      <Kpi name={t("answered")} note={t("ofEntered", { entered: all.entered })}>
        {all.answered}
      </Kpi>
      <Kpi name={t("abandoned")} note={percent(all.lost, 1)}>
        {all.abandoned}
      </Kpi>
      <Kpi
        name={t("staffReady")}
        note={`${t("staffBusy")} ${people.busy} · ${t("staffNotReady")} ${people.notReady}`}
      >
        {people.ready}
      </Kpi>
    </dl>
  );
}
