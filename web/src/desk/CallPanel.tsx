/* The telephone: what rings, who is on the line, and what can be done. */
import type { Agent, Contact } from "../api/types";
import { Connections } from "./Connections";
import { Controls } from "./Controls";
import { Idle } from "./Idle";
import { Panel } from "./Panel";
import { Preview } from "./Preview";
import { Ringing, whoRings } from "./Ringing";
import { watching } from "./seat";
import { onCall, type Situation } from "./situation";
import { stateName, tierName } from "./names";
import { Timer } from "./Timer";
import { t } from "./words";

interface Props {
  agent: Agent;
  contact: Contact | null;
  situation: Situation;
}

function Live({ agent, contact, situation }: Props) {
  if (!contact) return null;
  return (
    <>
      <p class="number-big">{whoRings(contact)}</p>
      <p class="muted">
        {[contact.queue, contact.tier && tierName(contact.tier)]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {situation !== "wrap-up" && <Connections contact={contact} />}
      {!watching.value && situation !== "wrap-up" && (
        <Controls key={agent.agent} situation={situation} />
      )}
    </>
  );
}

function Body(props: Props) {
  const { contact, situation } = props;

  if (situation === "ringing" && contact) return <Ringing contact={contact} />;
  if (situation === "preview") return <Preview />;
  if (situation === "dialing") return <p class="empty">{t("dialingHint")}</p>;
  if (onCall(situation) || situation === "called-in")
    return <Live {...props} />;
  return <Idle situation={situation} />;
}

const TITLES: Partial<Record<Situation, "ringing" | "preview" | "dialing">> = {
  ringing: "ringing",
  preview: "preview",
  dialing: "dialing",
};

export function CallPanel(props: Props) {
  const { agent, situation } = props;
  const title = TITLES[situation];
  const busy = onCall(situation) || situation === "called-in" || title;

  return (
    <Panel
      id="call"
      class={`call ${situation}`}
      title={t(title ?? (busy ? "call" : "idle"))}
      aside={
        busy ? (
          <span class={`state ${agent.state.replace(" ", "-")}`}>
            {stateName(agent.state)} <Timer since={agent.since} />
          </span>
        ) : null
      }
    >
      <Body {...props} />
    </Panel>
  );
}
