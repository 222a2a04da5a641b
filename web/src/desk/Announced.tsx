/* What screen readers are told at once: that it rings. */
import type { Contact } from "../api/types";
import { tierName } from "./names";
import { whoRings } from "./Ringing";
import { t } from "./words";

interface Props {
  ringing: Contact | null;
  chats: Contact[];
}

export function Announced({ ringing, chats }: Props) {
  const call =
    ringing &&
    t("ringingFrom", {
      who: whoRings(ringing),
      queue: ringing.queue ?? "",
      tier: ringing.tier ? tierName(ringing.tier) : "",
    });
  const chat = chats.find((c) => c.place === "alerting");

  return (
    <div class="unseen" role="alert">
      {call ?? (chat ? t("chatFrom", { queue: chat.queue ?? "" }) : "")}
    </div>
  );
}
