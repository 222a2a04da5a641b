/* In place of a page, while there is no floor to show. */
import { failure, open, status } from "../state/floor";
import { t } from "../words";

export function Waiting() {
  if (status.value === "loading")
    return (
      <p class="waiting" aria-busy="true">
        {t("loading")}
      </p>
    );
  return (
    <div class="waiting" role="alert">
      <p>{t("failed", { why: failure.value })}</p>
      <button onClick={() => void open()}>{t("again")}</button>
    </div>
  );
}
