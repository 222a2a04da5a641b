/* A campaign: all of its ledger, how it dials and how much. */
import type { Campaign } from "../api/types";
import { Choice } from "../parts/Choice";
import { order } from "../parts/Notices";
import { askCounts, campaigns } from "../state/floor";
import { may } from "../state/verbs";
import { abandonShare } from "./Campaigns";
import { percent } from "./figures";
import { Orders } from "./Orders";
import { pulse } from "./pulse";
import { modeName, MODES, t } from "./words";

function Mode({ campaign }: { campaign: Campaign }) {
  async function send(form: FormData) {
    await order({
      command: "dial-mode",
      campaign: campaign.campaign,
      text: String(form.get("mode")),
    });
    askCounts(0);
  }

  if (!may("dial-mode")) return null;
  return (
    <Orders title={t("mode")} send={t("setMode")} onSend={send}>
      <Choice
        key={campaign.mode}
        label={t("mode")}
        name="mode"
        value={campaign.mode}
        options={MODES.map((mode) => ({ value: mode, text: modeName(mode) }))}
      />
    </Orders>
  );
}

function Level({ campaign }: { campaign: Campaign }) {
  const send = (form: FormData) =>
    order({
      command: "dial-level",
      campaign: campaign.campaign,
      value: Number(form.get("level")),
    });

  if (!may("dial-level") || campaign.mode !== "power") return null;
  return (
    <Orders title={t("level")} send={t("setLevel")} onSend={send}>
      <label class="field">
        <span>{t("level")}</span>
        <input
          type="number"
          name="level"
          min="0.1"
          max="20"
          step="0.1"
          defaultValue="1.5"
          required
        />
      </label>
    </Orders>
  );
}

const FACTS = [
  "attempts",
  "connected",
  "right_parties",
  "machines",
  "dropped",
  "hung_up",
  "previews",
  "skipped",
  "callbacks",
  "refusals",
  "sales",
  "judged",
  "abandoned",
  "list_left",
] as const;

const TITLES: Record<(typeof FACTS)[number], Parameters<typeof t>[0]> = {
  attempts: "attempts",
  connected: "connected",
  right_parties: "rightParties",
  machines: "machines",
  dropped: "dropped",
  hung_up: "hungUp",
  previews: "previews",
  skipped: "skipped",
  callbacks: "callbacks",
  refusals: "refusals",
  sales: "sales",
  judged: "judged",
  abandoned: "abandoned",
  list_left: "left",
};

export function CampaignPanel({ name }: { name: string }) {
  pulse.value;
  const campaign = campaigns.get(name);

  if (!campaign) return <p class="empty">{t("gone")}</p>;
  return (
    <>
      <dl class="counts">
        {FACTS.map((fact) => (
          <>
            <dt>{t(TITLES[fact])}</dt>
            <dd>{campaign[fact]}</dd>
          </>
        ))}
        <dt>{t("abandonShare")}</dt>
        <dd>{percent(abandonShare(campaign), 1)}</dd>
      </dl>
      <Mode campaign={campaign} />
      <Level campaign={campaign} />
    </>
  );
}
