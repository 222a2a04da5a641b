/* The call and the chats that an agent has at one time. */
import { shortcut } from "./hotkeys";
import { contactNow } from "./seat";
import { t } from "./words";

interface Props {
  call: number | null;
  chats: readonly number[];
  shown: number | null;
  onShow: (contact: number) => void;
}

function Tab(props: {
  contact: number;
  name: string;
  here: boolean;
  onShow: () => void;
}) {
  const rings = contactNow(props.contact)?.place === "alerting";

  return (
    <button
      type="button"
      class={rings ? "tab rings" : "tab"}
      aria-current={props.here ? "true" : undefined}
      aria-keyshortcuts={rings && !props.here ? shortcut("answer") : undefined}
      onClick={props.onShow}
    >
      {props.name} {rings && <mark class="badge">{t("newChat")}</mark>}
    </button>
  );
}

export function Tabs({ call, chats, shown, onShow }: Props) {
  if (chats.length === 0) return null;
  return (
    <nav class="tabs" aria-label={t("chats")}>
      {call !== null && (
        <Tab
          contact={call}
          name={t("callTab")}
          here={shown === call}
          onShow={() => onShow(call)}
        />
      )}
      {chats.map((id) => (
        <Tab
          key={id}
          contact={id}
          name={t("chatTab", { n: id })}
          here={shown === id}
          onShow={() => onShow(id)}
        />
      ))}
    </nav>
  );
}
