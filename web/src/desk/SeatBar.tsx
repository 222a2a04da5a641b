/* Who I am here, in what state and for how long, and how I change it. */
import { useState } from "preact/hooks";
import type { Agent } from "../api/types";
import { act, release } from "./act";
import { Button } from "./Button";
import { AskBreak } from "./AskBreak";
import { shortcut } from "./hotkeys";
import { reasonName, reasons, stateName } from "./names";
import { detailOfSeat, watching } from "./seat";
import { may, type Situation } from "./situation";
import { Timer } from "./Timer";
import { t } from "./words";

const RESTS = new Set(["aux", "break", "off-phone", "rona", "outage"]);

function State({ agent }: { agent: Agent }) {
  const rests = RESTS.has(agent.state);
  const why = agent.why && reasonName(agent.why);

  return (
    <p class={`state ${agent.state.replace(" ", "-")}`}>
      <span class="dot" />
      <strong>{stateName(agent.state)}</strong>
      {rests && why && <span>{why}</span>}
      <Timer since={agent.since} />
      {!rests && why && <span class="then">{t("then", { why })}</span>}
    </p>
  );
}

function NotReady({ allowed }: { allowed: boolean }) {
  const list = reasons();
  const [why, setWhy] = useState(list[0]?.id ?? "");

  return (
    <span class="joined">
      <select
        aria-label={t("why")}
        value={why}
        onChange={(e) => setWhy(e.currentTarget.value)}
      >
        {list.map(({ id }) => (
          <option key={id} value={id}>
            {reasonName(id)}
          </option>
        ))}
      </select>
      <Button
        may={allowed}
        hotkey="notReady"
        onClick={() => void act("not-ready", why ? { text: why } : {})}
      >
        {t("notReady")}
      </Button>
    </span>
  );
}

function Log({ situation }: { situation: Situation }) {
  return situation === "logged-off" ? (
    <Button kind="main" onClick={() => void act("log-in")}>
      {t("logIn")}
    </Button>
  ) : (
    <Button may={may(situation, "log-out")} onClick={() => void act("log-out")}>
      {t("logOut")}
    </Button>
  );
}

function Buttons({ situation }: { situation: Situation }) {
  const off = situation === "logged-off";

  return (
    <fieldset class="states" aria-label={t("state")}>
      <Button
        kind="good"
        hotkey="ready"
        may={may(situation, "ready")}
        pressed={situation === "ready"}
        onClick={() => void act("ready")}
      >
        {t("ready")}
      </Button>
      <NotReady allowed={may(situation, "not-ready")} />
      {!off && <AskBreak />}
      <Log situation={situation} />
      <Button onClick={() => void release()}>{t("leaveSeat")}</Button>
    </fieldset>
  );
}

function Monitored({ agent }: { agent: Agent }) {
  const how = agent.monitoring;

  if (!agent.monitored_by) return null;
  if (how !== "listens" && how !== "whispers" && how !== "barges") return null;
  return (
    <span class="badge">
      {t(`monitored_${how}`, { agent: agent.monitored_by })}
    </span>
  );
}

interface Props {
  agent: Agent;
  situation: Situation;
  onKeys: () => void;
}

export function SeatBar({ agent, situation, onKeys }: Props) {
  const handled = detailOfSeat()?.value.value?.handled ?? agent.handled;

  return (
    <div class="seat-bar">
      <State agent={agent} />
      <p class="who-sits">
        <strong>{agent.agent}</strong> {agent.name}{" "}
        <span class="muted">{t("handled", { n: handled })}</span>{" "}
        <Monitored agent={agent} />
      </p>
      {!watching.value && <Buttons situation={situation} />}
      {!watching.value && (
        <button
          class="quiet"
          aria-keyshortcuts={shortcut("keys")}
          onClick={onKeys}
        >
          {t("shortcuts")}
        </button>
      )}
    </div>
  );
}
