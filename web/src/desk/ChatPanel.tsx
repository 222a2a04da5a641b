/* A chat that the agent has beside others, and beside a call. */
import { useState } from "preact/hooks";
import type { Contact } from "../api/types";
import { act } from "./act";
import { Button } from "./Button";
import { Facts } from "./Facts";
import { tierName } from "./names";
import { Panel } from "./Panel";
import { PassForm } from "./PassForm";
import { queueChannel } from "./names";
import { watching } from "./seat";
import { chatVerbs } from "./situation";
import { t } from "./words";

interface Props {
  agent: string;
  contact: Contact;
}

function Buttons({ agent, contact }: Props) {
  const [passes, setPasses] = useState(false);
  const verbs = chatVerbs(agent, contact.connections, contact.place);
  const id = contact.contact;

  return (
    <>
      <fieldset class="controls two" aria-label={t("controls")}>
        {verbs.includes("answer") && (
          <Button
            kind="good"
            icon="chat"
            hotkey="answer"
            onClick={() => void act("answer", { contact: id })}
          >
            {t("answer")}
          </Button>
        )}
        {verbs.includes("transfer") && (
          <Button
            icon="transfer"
            hotkey="transfer"
            pressed={passes}
            onClick={() => setPasses(!passes)}
          >
            {t("transfer")}
          </Button>
        )}
        {verbs.includes("hang-up") && (
          <Button
            kind="bad"
            icon="hang-up"
            hotkey="hangUp"
            onClick={() => void act("hang-up", { contact: id })}
          >
            {t(verbs.includes("answer") ? "decline" : "endChat")}
          </Button>
        )}
      </fieldset>
      {passes && (
        <PassForm
          title={t("transferTo")}
          channel={queueChannel(contact.queue)}
          outside={false}
          onTo={(to) => {
            setPasses(false);
            void act("transfer", { contact: id, to });
          }}
          onNever={() => setPasses(false)}
        />
      )}
    </>
  );
}

export function ChatPanel(props: Props) {
  const { contact } = props;

  return (
    <Panel
      id="call"
      class={`call ${contact.place === "alerting" ? "ringing" : ""}`}
      title={t("chatTab", { n: contact.contact })}
    >
      <Facts
        list={[
          [t("queue"), contact.queue],
          [t("tier"), contact.tier && tierName(contact.tier)],
          [t("reason"), contact.reason],
        ]}
      />
      {!watching.value && <Buttons {...props} />}
    </Panel>
  );
}
