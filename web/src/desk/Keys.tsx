/* The list of keys. */
import { useEffect, useRef } from "preact/hooks";
import { KEYS, type Key } from "./hotkeys";
import { t } from "./words";

const SAYS = {
  answer: "answer",
  hold: "key_hold",
  transfer: "transfer",
  consult: "consult",
  alternate: "alternate",
  conference: "conference",
  complete: "complete",
  cancel: "cancel",
  hangUp: "hangUp",
  dial: "dial",
  skip: "skip",
  ready: "ready",
  notReady: "notReady",
  askBreak: "askBreak",
  outcome: "key_outcome",
  say: "key_say",
  keys: "key_keys",
} as const satisfies Record<Key, string>;

export function Keys({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="keys-title">
      <article class="keys">
        <h2 id="keys-title">{t("keysTitle")}</h2>
        <p class="muted">{t("keysHint")}</p>
        <dl>
          {(Object.keys(KEYS) as Key[]).map((key) => (
            <div key={key}>
              <dt>
                <kbd>{KEYS[key]}</kbd>
              </dt>
              <dd>{t(SAYS[key])}</dd>
            </div>
          ))}
          <div>
            <dt>
              <kbd>1</kbd>–<kbd>9</kbd>
            </dt>
            <dd>{t("key_reply")}</dd>
          </div>
        </dl>
        <button class="act main" onClick={() => dialog.current?.close()}>
          {t("close")}
        </button>
      </article>
    </dialog>
  );
}
