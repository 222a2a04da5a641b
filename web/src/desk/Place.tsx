/* A seat that somebody sits in, or watches: all that is there. */
import { useState } from "preact/hooks";
import type { Agent, ContactDetail } from "../api/types";
import { Announced } from "./Announced";
import { CallPanel } from "./CallPanel";
import { ChatPanel } from "./ChatPanel";
import { CustomerPanel } from "./CustomerPanel";
import { MyQueues } from "./Idle";
import { Keys } from "./Keys";
import { matters } from "./matters";
import { Outcome } from "./Outcome";
import { ScriptPanel } from "./ScriptPanel";
import { SeatBar } from "./SeatBar";
import { chats, contactNow, detailOf, watching } from "./seat";
import { onCall, situation, type Situation } from "./situation";
import { Tabs } from "./Tabs";
import { Talk } from "./Talk";
import { Way } from "./Way";
import { t } from "./words";

/** In which the caller hears music. */
const HOLDS = new Set<Situation>(["held", "asking", "consulting"]);

/** What was attached, said and verified so far. */
function Matter(props: {
  contact: ContactDetail;
  at: number;
  is: Situation;
  chat: boolean;
}) {
  const { contact, at, is, chat } = props;
  const open = chat
    ? contact.place === "talking"
    : is !== "wrap-up" && is !== "called-in";

  return (
    <>
      <Talk
        contact={contact}
        at={at}
        held={!chat && HOLDS.has(is)}
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
  const over = chat ? detail?.place === "away" : is === "wrap-up";

  if (!detail || !ends || watching.value) return null;
  return (
    <Outcome
      key={detail.contact}
      contact={detail.contact}
      noted={detail.data.disposition}
      since={!chat && over ? agent.since : null}
      over={over}
      chat={chat}
    />
  );
}

export function Place({ agent }: { agent: Agent }) {
  const [shown, setShown] = useState<number | null>(null);
  const [keys, setKeys] = useState(false);
  const written = chats();
  const { call, here, chat } = matters(agent.contact, written, shown);
  const talk = contactNow(call);
  const is = situation(agent, talk?.connections ?? []);
  const contact = contactNow(here);
  const asked = here === null ? null : detailOf(here);
  const detail = asked?.value.value ?? null;
  const rings = chat ? contact?.place === "alerting" : is === "ringing";
  const shape = here === null ? "idle" : detail && !rings ? "full" : "rings";

  return (
    <div class="desk">
      <h1 class="unseen">{t("title")}</h1>
      <Announced
        ringing={is === "ringing" ? talk : null}
        chats={written.map(contactNow).filter((c) => c !== null)}
      />
      <SeatBar agent={agent} situation={is} onKeys={() => setKeys(true)} />
      <Tabs call={call} chats={written} shown={here} onShow={setShown} />
      <div class={`columns ${shape}`}>
        <div class="column phone">
          {chat && contact ? (
            <ChatPanel agent={agent.agent} contact={contact} />
          ) : (
            <CallPanel agent={agent} contact={talk} situation={is} />
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
