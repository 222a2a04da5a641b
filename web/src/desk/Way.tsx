/* Where the contact has been, and what came along with it. */
import type { ContactDetail } from "../api/types";
import { agents } from "../state/floor";
import { moment } from "../state/time";
import { Facts } from "./Facts";
import { stepName } from "./names";
import { Panel } from "./Panel";
import { attached, stops, type Stop } from "./stops";
import { t } from "./words";

const KEYS: Record<string, "digits"> = { digits: "digits" };

function what(stop: Stop) {
  if (stop.kind === "step")
    return stop.steps > 1 ? t("menuSteps", { n: stop.steps }) : t("menuStep");
  return stepName(stop.kind) ?? stop.kind;
}

function Line({ stop }: { stop: Stop }) {
  const agent = stop.agent && (agents.get(stop.agent)?.name ?? stop.agent);

  return (
    <li>
      <time>{moment(stop.at)}</time>
      <span>
        {what(stop)}{" "}
        <span class="muted">
          {[stop.queue, agent].filter(Boolean).join(" · ")}
        </span>
      </span>
    </li>
  );
}

export function Way({ contact }: { contact: ContactDetail }) {
  return (
    <Panel id="way" title={t("way")} class="way">
      <Facts
        list={[
          [t("calledFrom"), contact.ani || t("anonymous")],
          [t("dialed"), contact.dnis],
          [t("reason"), contact.reason],
          ...attached(contact.data).map(([key, text]): [string, string] => [
            KEYS[key] ? t(KEYS[key]) : key,
            text,
          ]),
        ]}
      />
      <ol class="stops">
        {stops(contact.path).map((stop, i) => (
          <Line key={i} stop={stop} />
        ))}
      </ol>
    </Panel>
  );
}
