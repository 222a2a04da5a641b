import { useState } from "preact/hooks";
import { Refused } from "../api/client";
import { language, speak } from "../i18n";
import { enter } from "../state/user";
import { t } from "../words";

function why(error: unknown) {
  if (!(error instanceof Refused)) return t("away");
  if (error.status === 401) return t("wrong");
  return error.status === 429 ? t("slower") : error.message;
}

export function SignIn() {
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);

  async function submit(event: SubmitEvent) {
    const form = new FormData(event.currentTarget as HTMLFormElement);

    event.preventDefault();
    setBusy(true);
    setWrong("");
    try {
      await enter(String(form.get("user")), String(form.get("secret")));
    } catch (error) {
      setWrong(why(error));
      setBusy(false);
    }
  }

  return (
    <main class="sign-in" id="content">
      <form onSubmit={submit} aria-busy={busy}>
        <h1>
          <img src="/favicon.svg" alt="" width="32" height="32" /> callfloor
        </h1>
        <label>
          {t("user")}
          <input
            name="user"
            autocomplete="username"
            required
            autofocus
            maxLength={63}
          />
        </label>
        <label>
          {t("secret")}
          <input
            name="secret"
            type="password"
            autocomplete="current-password"
            required
          />
        </label>
        <p role="alert" class="wrong">
          {wrong}
        </p>
        <button type="submit" disabled={busy}>
          {t("signIn")}
        </button>
        <p>
          <small>{t("hint")}</small>
        </p>
        <button
          type="button"
          class="secondary outline"
          lang={language.value === "en" ? "zh-CN" : "en"}
          onClick={() => speak(language.value === "en" ? "zh" : "en")}
        >
          {t("language")}
        </button>
      </form>
    </main>
  );
}
