/* A record to call: dial it, or skip it. */
import type { PreviewRecord } from "../api/types";
import { act } from "./act";
import { Button } from "./Button";
import { Facts } from "./Facts";
import { lastName } from "./names";
import { detailOfSeat, watching } from "./seat";
import { t } from "./words";

function Record({ is }: { is: PreviewRecord }) {
  return (
    <>
      <p class="number-big">{is.number ?? t("noNumber")}</p>
      <Facts
        list={[
          [t("campaign"), is.campaign],
          [t("attempts"), String(is.attempts)],
          [t("last"), is.attempts > 0 ? lastName(is.last) : null],
          [t("wantsCall"), is.callback ? t("yes") : null],
          [t("skipped"), is.skips > 0 ? String(is.skips) : null],
          [t("worth"), is.value > 0 ? is.value.toLocaleString() : null],
        ]}
      />
    </>
  );
}

export function Preview() {
  const record = detailOfSeat()?.value.value?.preview;

  return (
    <div class="record">
      {record ? <Record is={record} /> : <p class="empty">{t("noRecord")}</p>}
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
    </div>
  );
}
