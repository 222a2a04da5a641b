/* At the side: what is chosen, and what a supervisor can do with it. */
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { AgentPanel } from "./AgentPanel";
import { CampaignPanel } from "./CampaignPanel";
import { QueuePanel } from "./QueuePanel";
import { deselect, selection, type Selection } from "./selection";
import { t } from "./words";

const PANELS: Record<Selection["what"], ComponentType<{ name: string }>> = {
  agent: AgentPanel,
  campaign: CampaignPanel,
  queue: QueuePanel,
};

function leaveOnEscape(event: KeyboardEvent) {
  if (event.key === "Escape") deselect();
}

export function Panel() {
  const title = useRef<HTMLHeadingElement>(null);
  const chosen = selection.value;

  useEffect(() => title.current?.focus(), [chosen?.what, chosen?.name]);
  if (!chosen) return null;
  const Inner = PANELS[chosen.what];
  return (
    <aside
      class="sheet side"
      aria-labelledby="panel-title"
      onKeyDown={leaveOnEscape}
    >
      <header class="row">
        <h2 id="panel-title" ref={title} tabIndex={-1}>
          {t(chosen.what)} {chosen.name}
        </h2>
        <button class="plain quiet" onClick={deselect}>
          {t("close")}
        </button>
      </header>
      <Inner key={`${chosen.what} ${chosen.name}`} name={chosen.name} />
    </aside>
  );
}
