/*
 * What the agent can do with his call: alone with his caller, or with a second
 * agent on the line.  What may not be done just now keeps its place.
 */
import { useEffect, useState } from "preact/hooks";
import { act } from "./act";
import { Button } from "./Button";
import { PassForm } from "./PassForm";
import { may, type Situation } from "./situation";
import { t } from "./words";

type Passing = "transfer" | "consult";

/* With a second agent on the line. */
const ASIDE = [
  { verb: "alternate", hotkey: "alternate" },
  { verb: "conference", hotkey: "conference" },
  { verb: "complete", hotkey: "complete" },
  { verb: "cancel", hotkey: "cancel" },
] as const;

function Hold({ situation }: { situation: Situation }) {
  const held = situation === "held";
  const verb = held ? "retrieve" : "hold";

  return (
    <Button
      icon={verb}
      hotkey="hold"
      kind={held ? "main" : "plain"}
      may={may(situation, verb)}
      onClick={() => void act(verb)}
    >
      {t(verb)}
    </Button>
  );
}

function HangUp({ situation }: { situation: Situation }) {
  const leaves = situation === "called-in" || situation === "conference";

  return (
    <Button
      icon="hang-up"
      hotkey="hangUp"
      kind="bad"
      may={may(situation, "hang-up")}
      onClick={() => void act("hang-up")}
    >
      {t(leaves ? "leaveCall" : "hangUp")}
    </Button>
  );
}

function Pass(props: {
  verb: Passing;
  situation: Situation;
  open: Passing | null;
  onOpen: (verb: Passing | null) => void;
}) {
  const { verb, open } = props;

  return (
    <Button
      icon={verb}
      hotkey={verb}
      may={may(props.situation, verb)}
      pressed={open === verb}
      onClick={() => props.onOpen(open === verb ? null : verb)}
    >
      {t(verb)}
    </Button>
  );
}

function Aside({ situation }: { situation: Situation }) {
  return (
    <>
      {ASIDE.map(({ verb, hotkey }) => (
        <Button
          key={verb}
          icon={verb}
          hotkey={hotkey}
          may={may(situation, verb)}
          onClick={() => void act(verb)}
        >
          {t(verb)}
        </Button>
      ))}
    </>
  );
}

export function Controls({ situation }: { situation: Situation }) {
  const [open, setOpen] = useState<Passing | null>(null);
  const aside = may(situation, "cancel");
  const passes = open !== null && may(situation, open);

  useEffect(() => {
    if (!passes) setOpen(null);
  }, [passes]);
  return (
    <>
      <fieldset
        class={aside ? "controls two" : "controls"}
        aria-label={t("controls")}
      >
        {aside ? (
          <Aside situation={situation} />
        ) : (
          <>
            <Hold situation={situation} />
            <Pass verb="transfer" {...{ situation, open, onOpen: setOpen }} />
            <Pass verb="consult" {...{ situation, open, onOpen: setOpen }} />
          </>
        )}
        {(!aside || may(situation, "hang-up")) && (
          <HangUp situation={situation} />
        )}
      </fieldset>
      {passes && open && (
        <PassForm
          key={open}
          title={t(open === "transfer" ? "transferTo" : "consultTo")}
          outside={open === "transfer"}
          onTo={(to) => {
            setOpen(null);
            void act(open, { to });
          }}
          onNever={() => setOpen(null)}
        />
      )}
    </>
  );
}
