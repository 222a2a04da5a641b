/* What the agent can do with his call now; all keep their places. */
import { useEffect, useState } from "preact/hooks";
import { act } from "./act";
import { Button } from "./Button";
import type { Drawing } from "./Icon";
import type { Key } from "./hotkeys";
import { PassForm } from "./PassForm";
import { may, type Situation, type Verb } from "./situation";
import { t } from "./words";

type Passing = "transfer" | "consult";

interface Control {
  verb: Verb;
  icon: Drawing;
  hotkey: Key;
}

/* With a second agent on the line. */
const ASIDE: Control[] = [
  { verb: "alternate", icon: "alternate", hotkey: "alternate" },
  { verb: "conference", icon: "conference", hotkey: "conference" },
  { verb: "complete", icon: "complete", hotkey: "complete" },
  { verb: "cancel", icon: "cancel", hotkey: "cancel" },
];

const labels = {
  alternate: "alternate",
  conference: "conference",
  complete: "complete",
  cancel: "cancel",
  transfer: "transfer",
  consult: "consult",
} as const;

type Labelled = keyof typeof labels;

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

export function Controls({ situation }: { situation: Situation }) {
  const [open, setOpen] = useState<Passing | null>(null);
  const aside = ASIDE.some(({ verb }) => may(situation, verb));
  const passes = open !== null && may(situation, open);

  useEffect(() => {
    if (!passes) setOpen(null);
  }, [passes]);
  return (
    <>
      <div class="controls" role="group" aria-label={t("controls")}>
        <Hold situation={situation} />
        <Pass verb="transfer" {...{ situation, open, onOpen: setOpen }} />
        <Pass verb="consult" {...{ situation, open, onOpen: setOpen }} />
        {aside &&
          ASIDE.map(({ verb, icon, hotkey }) => (
            <Button
              key={verb}
              icon={icon}
              hotkey={hotkey}
              may={may(situation, verb)}
              onClick={() => void act(verb)}
            >
              {t(labels[verb as Labelled])}
            </Button>
          ))}
        <HangUp situation={situation} />
      </div>
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
