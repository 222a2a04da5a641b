/* The wallboard: the call-management system's real-time view. */
import "../parts/board.css";
import "./wall.css";
import { useEffect } from "preact/hooks";
import { query } from "../app";
import { keepFresh } from "../state/fresh";
import { askVerbs } from "../state/verbs";
import { Agents } from "./Agents";
import { Big, enlarge, isBig } from "./Big";
import { Breaks } from "./Breaks";
import { Campaigns } from "./Campaigns";
import { keepHistory } from "./history";
import { Intervals } from "./Intervals";
import { Kpis } from "./Kpis";
import { Panel } from "./Panel";
import { Queues } from "./Queues";
import { selection } from "./selection";
import { t } from "./words";

function useFloor() {
  useEffect(() => {
    const stale = keepFresh();
    const past = keepHistory();

    void askVerbs().catch(() => {});
    if (query().has("big")) isBig.value = true;
    return () => {
      stale();
      past();
      isBig.value = false;
    };
  }, []);
}

export function Wall() {
  useFloor();
  if (isBig.value) return <Big />;
  return (
    <div class={selection.value ? "floor wall split" : "floor wall"}>
      <header class="row title">
        <h1>{t("wall")}</h1>
        <button class="plain secondary" onClick={() => void enlarge()}>
          {t("big")}
        </button>
      </header>
      <Kpis />
      <Breaks />
      <div class="columns">
        <div class="stack">
          <Queues />
          <Campaigns />
          <Intervals />
          <Agents />
        </div>
        <Panel />
      </div>
    </div>
  );
}
