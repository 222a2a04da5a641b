/* Whether the caller's lines are spoken, for each language. */
import type { Language } from "../i18n";
import { aloud, canSpeak, hasVoice, setAloud } from "./voice";
import { t } from "./words";

function Switch({ of }: { of: Language }) {
  const voice = hasVoice(of);

  return (
    <label title={voice ? undefined : t("noVoice")}>
      <input
        type="checkbox"
        role="switch"
        checked={aloud.value[of]}
        disabled={!voice}
        onChange={(e) => setAloud(of, e.currentTarget.checked)}
      />
      {t(of === "en" ? "aloud_en" : "aloud_zh")}
    </label>
  );
}

export function Aloud() {
  if (!canSpeak()) return null;
  return (
    <fieldset class="aloud">
      <legend>{t("aloud")}</legend>
      <Switch of="en" />
      <Switch of="zh" />
    </fieldset>
  );
}
