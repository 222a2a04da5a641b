/* A record to call: dial it, or skip it. */
import type { ContactDetail } from "../api/types";
import { act } from "./act";
import { Button } from "./Button";
import { Facts } from "./Facts";
import { attached } from "./stops";
import { watching } from "./seat";
import { t } from "./words";

export function Preview({ contact }: { contact: ContactDetail | null }) {
  return (
    <>
      {contact ? (
        <>
          <p class="number-big">{contact.ani || contact.dnis}</p>
          <Facts
            list={[
              [t("queue"), contact.queue],
              [t("tier"), contact.tier],
              ...attached(contact.data),
            ]}
          />
        </>
      ) : (
        <p class="empty">{t("noRecord")}</p>
      )}
      <p class="muted">{t("previewHint")}</p>
      {!watching.value && (
        <div class="controls two">
          <Button
            kind="good"
            icon="dial"
            hotkey="dial"
            onClick={() => void act("dial")}
          >
            {t("dial")}
          </Button>
          <Button icon="skip" hotkey="skip" onClick={() => void act("skip")}>
            {t("skip")}
          </Button>
        </div>
      )}
    </>
  );
}
