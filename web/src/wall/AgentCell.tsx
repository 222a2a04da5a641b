/*
 * One agent in the grid.  It is drawn anew when something of this agent
 * changes; the running time is a text node of its own, which stands still
 * where nobody sees it.
 */
import { useComputed, useSignal } from "@preact/signals";
import { memo } from "./memo";
import { length, now } from "../state/time";
import { seat, type Seat } from "./crew";
import { useInView } from "./inView";
import { secondOf } from "./pulse";
import { select, selection } from "./selection";
import { tone } from "./states";
import { reason, stateName, t } from "./words";

function Since({ ext, since }: { ext: string; since: number }) {
  const { ref, is } = useInView<HTMLSpanElement>();
  const turn = secondOf(ext);
  const from = useSignal(since);
  const text = useComputed(() => {
    if (is.value) turn.value;
    return length(now() - from.value);
  });

  from.value = since;
  return (
    <span ref={ref} class="since">
      {text}
    </span>
  );
}

/** What is out of the ordinary: a person sits here, somebody listens. */
function Signs({ it }: { it: Seat }) {
  return (
    <span class="signs">
      {it.asks && (
        <span class="sign" title={t("asksBreak")}>
          <span aria-hidden="true">☕</span>
          <span class="heard">{t("asksBreak")}</span>
        </span>
      )}
      {it.taken && (
        <span class="sign" title={t("trainee", { user: it.user ?? "" }).trim()}>
          <span aria-hidden="true">☻</span>
          <span class="heard">{t("trainee", { user: it.user ?? "" })}</span>
        </span>
      )}
      {it.monitored_by !== null && (
        <span class="sign" title={t("heardBy", { agent: it.monitored_by })}>
          <span aria-hidden="true">◉</span>
          <span class="heard">{t("heardBy", { agent: it.monitored_by })}</span>
        </span>
      )}
    </span>
  );
}

const chosen = (ext: string) =>
  selection.value?.what === "agent" && selection.value.name === ext;

interface Props {
  ext: string;
  /** The one of the grid that Tab comes to. */
  first: boolean;
}

export const AgentCell = memo(function AgentCell({ ext, first }: Props) {
  const it = seat(ext).value;

  return (
    <li>
      <button
        class={`seat ${tone(it.state)}`}
        data-agent={ext}
        data-state={it.state}
        data-since={it.since}
        aria-pressed={chosen(ext)}
        tabIndex={first ? 0 : -1}
        title={`${it.name} · ${it.group}`}
        onClick={() => select("agent", ext)}
      >
        <b>{ext}</b> <Signs it={it} />{" "}
        {it.state !== "logged off" && <Since ext={ext} since={it.since} />}
        <span class={it.why === "" ? "does" : "does long"}>
          {stateName(it.state)}
          {it.why !== "" && <> · {reason(it.why)}</>}
        </span>
      </button>
    </li>
  );
});
