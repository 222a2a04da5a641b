/*
 * The agent's desktop: one seat, its telephone, and who is on the line.  A
 * supervisor may watch another's: #/desk?agent=1001&watch.
 */
import { useEffect, useState } from "preact/hooks";
import type { Agent, ContactDetail } from "../api/types";
import { listen } from "../state/floor";
import { address } from "./address";
import { Announced } from "./Announced";
import { CallPanel } from "./CallPanel";
import { ChatPanel } from "./ChatPanel";
import { CustomerPanel } from "./CustomerPanel";
import "./desk.css";
import { hear } from "./hear";
import { MyQueues } from "./Idle";
import { Keys } from "./Keys";
import { onKey } from "./hotkeys";
import { askLesson } from "./lesson";
import { LessonStrip } from "./LessonStrip";
import { Outcome } from "./Outcome";
import { ScriptPanel } from "./ScriptPanel";
import { SeatBar } from "./SeatBar";
import { Seats } from "./Seats";
import {
  agentNow,
  chats,
  contactNow,
  detailOf,
  isMine,
  mayWatch,
  seat,
  watching,
} from "./seat";
import { onCall, situation, type Situation } from "./situation";
import { Tabs } from "./Tabs";
import { Talk } from "./Talk";
import { Way } from "./Way";
import { t } from "./words";

/** What was attached, said and verified so far. */
function Matter(props: {
  contact: ContactDetail;
  at: number;
  is: Situation;
  chat: boolean;
}) {
  const { contact, at, is, chat } = props;
  const open = chat ? contact.place !== "away" : is !== "wrap-up";

  return (
    <>
      <Talk
        contact={contact}
        at={at}
        held={!chat && is === "held"}
        open={open}
      />
      <ScriptPanel key={contact.contact} contact={contact} />
    </>
  );
}

function Ending(props: {
  agent: Agent;
  detail: ContactDetail | null;
  chat: boolean;
  is: Situation;
}) {
  const { agent, detail, chat, is } = props;
  const ends = chat ? detail?.place !== "alerting" : onCall(is);

  if (!detail || !ends || watching.value) return null;
  return (
    <Outcome
      key={detail.contact}
      contact={detail.contact}
      noted={detail.data.disposition}
      since={!chat && is === "wrap-up" ? agent.since : null}
      chat={chat}
    />
  );
}

function Place({ agent }: { agent: Agent }) {
  const [shown, setShown] = useState<number | null>(null);
  const [keys, setKeys] = useState(false);
  const others = chats();
  const here = [agent.contact, ...others].includes(shown)
    ? shown
    : (agent.contact ?? others[0] ?? null);
  const call = contactNow(agent.contact);
  const is = situation(agent, call?.connections ?? []);
  const contact = contactNow(here);
  const asked = here === null ? null : detailOf(here);
  const detail = asked?.value.value ?? null;
  const chat = here !== null && here !== agent.contact;
  const shape =
    here === null
      ? "idle"
      : detail && (chat || is !== "ringing")
        ? "full"
        : "rings";

  return (
    <div class="desk">
      <h1 class="unseen">{t("title")}</h1>
      <Announced
        ringing={is === "ringing" ? call : null}
        chats={others.map(contactNow).filter((c) => c !== null)}
      />
      <SeatBar agent={agent} situation={is} onKeys={() => setKeys(true)} />
      <Tabs
        call={agent.contact}
        chats={others}
        shown={here}
        onShow={setShown}
      />
      <div class={`columns ${shape}`}>
        <div class="column phone">
          {chat && contact ? (
            <ChatPanel agent={agent.agent} contact={contact} />
          ) : (
            <CallPanel agent={agent} contact={call} situation={is} />
          )}
          <Ending {...{ agent, detail, chat, is }} />
        </div>
        {shape === "full" && detail && (
          <div class="column middle">
            <Matter contact={detail} at={asked?.at ?? 0} is={is} chat={chat} />
          </div>
        )}
        <div class="column right">
          {here === null ? <MyQueues /> : <CustomerPanel contact={here} />}
          {detail && <Way contact={detail} />}
        </div>
      </div>
      {keys && <Keys onClose={() => setKeys(false)} />}
    </div>
  );
}

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
