/* How good a figure is: a sign beside its colour, and words for who hears. */
import type { Mark as Kind } from "./figures";
import { t } from "./words";

const SIGNS: Record<Kind, string> = {
  good: "●",
  near: "▲",
  bad: "▼",
  none: "",
};

const LEVEL = { good: "good", near: "near", bad: "bad" } as const;
const WAIT = { good: "waitGood", near: "waitNear", bad: "waitBad" } as const;

interface Props {
  kind: Kind;
  of: "level" | "wait";
}

export function Mark({ kind, of }: Props) {
  if (kind === "none") return null;
  const words = t((of === "level" ? LEVEL : WAIT)[kind]);

  return (
    <span class={`mark ${kind}`} title={words}>
      <span aria-hidden="true">{SIGNS[kind]}</span>
      <span class="heard">{words}</span>
    </span>
  );
}
