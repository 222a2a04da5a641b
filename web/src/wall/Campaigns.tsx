/* The outbound ledger: what each campaign has dialed, and what came of it. */
import type { Campaign } from "../api/types";
import { campaigns } from "../state/floor";
import { moment } from "../state/time";
import { percent, share } from "./figures";
import { pulse } from "./pulse";
import { isSelected, select } from "./selection";
import { modeName, t } from "./words";

interface Column {
  title: Parameters<typeof t>[0];
  value: (campaign: Campaign) => number | string;
  wide?: boolean;
}

/** As the campaign's law counts; without one, of all who were reached. */
export function abandonShare(it: Campaign) {
  const lost = it.dropped + it.hung_up;

  return it.judged > 0
    ? share(it.abandoned, it.judged)
    : share(lost, it.connected + lost);
}

const COLUMNS: Column[] = [
  { title: "attempts", value: (it) => it.attempts },
  { title: "connected", value: (it) => it.connected },
  { title: "abandonShare", value: (it) => percent(abandonShare(it), 1) },
  { title: "lost", value: (it) => it.dropped + it.hung_up, wide: true },
  { title: "rightParties", value: (it) => it.right_parties, wide: true },
  { title: "sales", value: (it) => it.sales, wide: true },
  { title: "machines", value: (it) => it.machines, wide: true },
  { title: "left", value: (it) => it.list_left },
];

function Ledger({ campaign }: { campaign: Campaign }) {
  const chosen = isSelected("campaign", campaign.campaign);

  return (
    <tr class={chosen ? "selected" : ""}>
      <th scope="row">
        <button
          class="name"
          aria-pressed={chosen}
          onClick={() => select("campaign", campaign.campaign)}
        >
          {campaign.campaign}
        </button>{" "}
        <span class="chip">{modeName(campaign.mode)}</span>
        {campaign.exhausted !== null && (
          <small class="muted">
            {t("exhausted", { at: moment(campaign.exhausted) })}
          </small>
        )}
      </th>
      {COLUMNS.map((column) => (
        <td key={column.title} class={column.wide ? "number wide" : "number"}>
          {column.value(campaign)}
        </td>
      ))}
    </tr>
  );
}

export function Campaigns() {
  pulse.value;
  if (campaigns.size === 0) return null;
  return (
    <section class="sheet" aria-labelledby="campaigns-title">
      <h2 id="campaigns-title">{t("campaigns")}</h2>
      <table class="board">
        <thead>
          <tr>
            <th scope="col">{t("campaign")}</th>
            {COLUMNS.map((column) => (
              <th
                key={column.title}
                scope="col"
                class={column.wide ? "number wide" : "number"}
              >
                {t(column.title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...campaigns.values()].map((it) => (
            <Ledger key={it.campaign} campaign={it} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
