/* The telephone rings: from where, and answer it. */
import { useEffect } from "preact/hooks";
import type { Contact } from "../api/types";
import { length, now } from "../state/time";
import { act } from "./act";
import { Button } from "./Button";
import { Facts } from "./Facts";
import { tierName } from "./names";
import { watching } from "./seat";
import { t } from "./words";

export const whoRings = (contact: Contact) => contact.ani || t("anonymous");

/** The tab's title says it, too. */
function useTitle(text: string) {
  useEffect(() => {
    document.title = `☎ ${text} · callfloor`;
    return () => void (document.title = "callfloor");
  }, [text]);
}

export function Ringing({ contact }: { contact: Contact }) {
  const waited = contact.entered === null ? null : now() - contact.entered;

  useTitle(whoRings(contact));
  return (
    <div class="ringing">
      <p class="number-big">{whoRings(contact)}</p>
      <Facts
        list={[
          [t("queue"), contact.queue],
          [t("tier"), contact.tier && tierName(contact.tier)],
          [t("reason"), contact.reason],
          [t("waited"), waited === null ? null : length(waited)],
        ]}
      />
      {!watching.value && (
        <div class="controls two">
          <Button
            kind="good"
            icon="answer"
            hotkey="answer"
            onClick={() => void act("answer")}
          >
            {t("answer")}
          </Button>
          <Button
            kind="bad"
            icon="hang-up"
            hotkey="hangUp"
            onClick={() => void act("hang-up")}
          >
            {t("decline")}
          </Button>
        </div>
      )}
    </div>
  );
}
