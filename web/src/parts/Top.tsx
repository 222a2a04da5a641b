/* The bar above every page: where to go, the floor's clock, who is here. */
import { language, speak } from "../i18n";
import { state, status } from "../state/floor";
import { beat, moment, now } from "../state/time";
import { isSupervisor, leave, me } from "../state/user";
import { t } from "../words";

function Clock() {
  const floor = state.value;

  beat.value;
  if (!floor) return null;
  return (
    <span class={`clock ${floor.clock}`}>
      <time>{moment(now())}</time>{" "}
      {floor.clock === "running"
        ? t("running", { speed: floor.speed })
        : t(floor.clock)}
    </span>
  );
}

export function Top({ here }: { here: string }) {
  const places = isSupervisor()
    ? (["coach", "wall", "desk"] as const)
    : (["desk", "wall"] as const);

  return (
    <header class="top">
      <nav aria-label="callfloor">
        {places.map((place) => (
          <a
            key={place}
            href={`#/${place}`}
            aria-current={(here || places[0]) === place ? "page" : undefined}
          >
            {t(place)}
          </a>
        ))}
      </nav>
      <Clock />
      <span class="grow" />
      <button
        class="quiet"
        lang={language.value === "en" ? "zh-CN" : "en"}
        onClick={() => speak(language.value === "en" ? "zh" : "en")}
      >
        {t("language")}
      </button>
      <span class="who">{me.value?.user}</span>
      <button class="quiet" onClick={() => void leave()}>
        {t("signOut")}
      </button>
      {status.value === "lost" && (
        <p class="banner" role="alert">
          {t("lost")}
        </p>
      )}
      {state.value?.read_only && (
        <p class="banner" role="alert">
          {t("readOnly")}
        </p>
      )}
    </header>
  );
}
