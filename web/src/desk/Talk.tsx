/* What the caller says, and what may be said to him. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { ContactDetail, Persona, Utterance } from "../api/types";
import { language, say } from "../i18n";
import { moment } from "../state/time";
import { act, fits } from "./act";
import { Aloud } from "./Aloud";
import { wordOf } from "./feelings";
import { shortcut } from "./hotkeys";
import { Mood } from "./Mood";
import { Panel } from "./Panel";
import { watching } from "./seat";
import { aloud, Heard, hush, utter } from "./voice";
import { t } from "./words";

const heard = new Heard();

function useVoice(contact: number, persona: Persona | null | undefined) {
  const talk = persona?.talk;

  useEffect(() => {
    if (!talk || !persona) return;
    const hurry = wordOf(persona.mood) === "angry" ? 1.15 : 1;
    for (const line of heard.fresh(contact, talk))
      if (aloud.value[language.value])
        utter(say(line.text), language.value, hurry);
  }, [contact, talk?.length]);
  useEffect(() => hush, [contact]);
}

function Line({ line }: { line: Utterance }) {
  return (
    <li class={line.who}>
      <p>
        <span class="unseen">
          {t(line.who === "caller" ? "callerSays" : "agentSays")}:{" "}
        </span>
        {say(line.text)}
      </p>
      <time>{moment(line.at)}</time>
    </li>
  );
}

function Lines({ talk }: { talk: Utterance[] }) {
  const list = useRef<HTMLOListElement>(null);

  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [talk.length]);
  if (talk.length === 0) return <p class="empty">{t("noTalk")}</p>;
  return (
    <ol class="lines" ref={list} tabIndex={0} aria-label={t("talk")}>
      {talk.map((line, i) => (
        <Line key={i} line={line} />
      ))}
    </ol>
  );
}

function Replies({ contact, persona }: { contact: number; persona: Persona }) {
  const said = new Set(
    persona.said ??
      persona.talk.filter((l) => l.who === "agent").map((l) => l.reply),
  );

  if (persona.replies.length === 0) return null;
  return (
    <fieldset class="replies" aria-label={t("replies")}>
      {persona.replies.map((reply, i) => (
        <button
          key={reply.id}
          type="button"
          class={said.has(reply.id) ? "reply said" : "reply"}
          aria-keyshortcuts={i < 9 ? `Alt+${i + 1}` : undefined}
          onClick={() => void act("say", { contact, key: reply.id })}
        >
          {i < 9 && <kbd aria-hidden="true">{i + 1}</kbd>}
          <span>{say(reply.text)}</span>
        </button>
      ))}
    </fieldset>
  );
}

function Own({ contact }: { contact: number }) {
  const [text, setText] = useState("");

  async function send(event: Event) {
    const words = text.trim();

    event.preventDefault();
    if (words && (await act("say", { contact, text: words }))) setText("");
  }

  return (
    <form class="joined own-words" onSubmit={(event) => void send(event)}>
      <input
        aria-label={t("sayOwn")}
        placeholder={t("sayOwn")}
        aria-keyshortcuts={shortcut("say")}
        autocomplete="off"
        value={text}
        onInput={(e) => {
          const next = e.currentTarget.value;
          if (fits(next)) setText(next);
          else e.currentTarget.value = text;
        }}
      />
      <button class="act main" aria-disabled={text.trim() ? undefined : "true"}>
        {t("say")}
      </button>
    </form>
  );
}

interface Props {
  contact: ContactDetail;
  /** Of the detail, on the floor's clock. */
  at: number;
  held: boolean;
  /** There is somebody to speak with. */
  open: boolean;
}

function Body({ contact, at, held, open }: Props) {
  const persona = contact.persona;

  if (!persona) return <p class="empty">{t("noPersona")}</p>;
  return (
    <>
      <Mood persona={persona} at={at} />
      {persona.intent && (
        <p class="intent">
          <strong>{say(persona.name)}</strong> · {t("sheWants")}:{" "}
          {say(persona.intent)}
        </p>
      )}
      <div role="log" aria-live="polite">
        <Lines talk={persona.talk} />
      </div>
      {persona.solved && <p class="good-news">{t("solvedTalk")}</p>}
      {held && <p class="empty">{t("onHoldTalk")}</p>}
      {open && !held && !watching.value && (
        <>
          <Replies contact={contact.contact} persona={persona} />
          <Own contact={contact.contact} />
        </>
      )}
    </>
  );
}

export function Talk(props: Props) {
  useVoice(props.contact.contact, props.contact.persona);
  return (
    <Panel id="talk" class="talk" title={t("talk")} aside={<Aloud />}>
      <Body {...props} />
    </Panel>
  );
}
