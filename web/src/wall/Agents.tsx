/* The agents by state, with the time in it and its reason. */
import { signal } from "@preact/signals";
import { Choice } from "../parts/Choice";
import { AgentCell } from "./AgentCell";
import { NO_WISH, shown, toggle, wish, type Order } from "./choose";
import { counts, roll, seat } from "./crew";
import { target } from "./arrows";
import { STATES, tone } from "./states";
import { stateName, t } from "./words";

function States() {
  return (
    <div class="states" role="group" aria-label={t("showStates")}>
      {STATES.filter(
        (state) => counts.value.has(state) || wish.value.states.has(state),
      ).map((state) => (
        <button
          key={state}
          class={`state ${tone(state)}`}
          aria-pressed={wish.value.states.has(state)}
          onClick={() => toggle(state)}
        >
          <i aria-hidden="true" /> {stateName(state)}{" "}
          <b>{counts.value.get(state) ?? 0}</b>
        </button>
      ))}
    </div>
  );
}

/** All that the roll's agents have there. */
function names(of: "group" | "site") {
  const all = new Set(roll.value.flatMap((ext) => seat(ext).peek()[of] ?? []));

  return [...all].map((name) => ({ value: name, text: name }));
}

function Filters() {
  const set = (change: Partial<typeof wish.value>) =>
    (wish.value = { ...wish.value, ...change });
  const groups = names("group");
  const sites = names("site");

  return (
    <div class="filters">
      {groups.length > 1 && (
        <Choice
          label={t("group")}
          value={wish.value.group}
          options={[{ value: "", text: t("allGroups") }, ...groups]}
          onChange={(group) => set({ group })}
        />
      )}
      {sites.length > 1 && (
        <Choice
          label={t("site")}
          value={wish.value.site}
          options={[{ value: "", text: t("allSites") }, ...sites]}
          onChange={(site) => set({ site })}
        />
      )}
      <Choice
        label={t("order")}
        value={wish.value.order}
        options={[
          { value: "extension", text: t("byExtension") },
          { value: "state", text: t("byState") },
          { value: "longest", text: t("byLongest") },
        ]}
        onChange={(order) => set({ order: order as Order })}
      />
      <label class="field">
        <span>{t("search")}</span>
        <input
          type="search"
          maxLength={63}
          value={wish.value.text}
          onInput={(event) => set({ text: event.currentTarget.value })}
        />
      </label>
    </div>
  );
}

/** Where Tab comes to: whom the arrows came to last. */
const at = signal("");

function move(event: KeyboardEvent) {
  const next = target(event);

  if (!next) return;
  event.preventDefault();
  at.value = next.dataset.agent ?? "";
  next.focus();
}

function Grid() {
  const list = shown.value;
  const first = list.includes(at.value) ? at.value : list[0];

  if (list.length === 0)
    return (
      <p class="empty">
        {t("noAgents")}{" "}
        <button class="plain" onClick={() => (wish.value = NO_WISH)}>
          {t("clear")}
        </button>
      </p>
    );
  return (
    <ul
      class={list.length > 120 ? "crew dense" : "crew"}
      aria-labelledby="agents-title"
      aria-describedby="agents-hint"
      onKeyDown={move}
    >
      {list.map((ext) => (
        <AgentCell key={ext} ext={ext} first={ext === first} />
      ))}
    </ul>
  );
}

export function Agents() {
  return (
    <section class="sheet" aria-labelledby="agents-title">
      <header class="row">
        <h2 id="agents-title">
          {t("agents")}{" "}
          <small class="muted">
            {t("shownOf", {
              shown: shown.value.length,
              all: roll.value.length,
            })}
          </small>
        </h2>
      </header>
      <States />
      <Filters />
      <p id="agents-hint" class="heard">
        {t("gridHint")}
      </p>
      <Grid />
    </section>
  );
}
