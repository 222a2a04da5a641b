/* A customer's record.  All of it is text, whatever it says. */
import type { Card, Customer, Matter, Transaction } from "../api/customer";
import { language } from "../i18n";
import { Facts } from "./Facts";
import { kindName, languageName, stageName, tierName } from "./names";
import { t } from "./words";

const locale = () => (language.value === "zh" ? "zh-CN" : "en-GB");

export function day(at: number) {
  return new Date(at * 1000).toLocaleDateString(locale(), {
    year: "numeric",
    month: "short",
    day: "numeric",
    timeZone: "UTC",
  });
}

const money = (amount: number) => amount.toLocaleString(locale());

function Matters({ list }: { list: Matter[] }) {
  if (list.length === 0) return <p class="muted">{t("noMatters")}</p>;
  return (
    <ul class="cards">
      {list.map((matter) => (
        <li key={matter.no} class={`card ${matter.kind}`}>
          <span class="badge">{kindName(matter.kind)}</span>
          <time>{day(matter.opened)}</time>
          <p>{matter.text}</p>
        </li>
      ))}
    </ul>
  );
}

function Cards({ list }: { list: Card[] }) {
  if (list.length === 0) return <p class="muted">{t("noCards")}</p>;
  return (
    <ul class="cards">
      {list.map((card) => (
        <li key={card.no} class={`card ${card.kind}`}>
          <span class="badge">{kindName(card.kind)}</span>
          <time>{day(card.at)}</time>
          <span class="muted">
            {[card.queue, card.agent].filter(Boolean).join(" · ")}
          </span>
          <p>{card.text}</p>
        </li>
      ))}
    </ul>
  );
}

function Transactions({ list }: { list: Transaction[] }) {
  if (list.length === 0) return <p class="muted">{t("noTransactions")}</p>;
  return (
    <table class="dense" aria-label={t("transactions")}>
      <tbody>
        {list.map((one) => (
          <tr key={one.no}>
            <th scope="row">{day(one.at)}</th>
            <td>{one.product}</td>
            <td class="number">{money(one.amount / 100)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const initials = (name: string) => [...name.trim()][0] ?? "?";

/** `called`: as whom a persona plays this customer, once he has spoken. */
export function CustomerCard(props: { customer: Customer; called?: string }) {
  const is = props.customer;
  const name = props.called ?? is.name;

  return (
    <div class="customer">
      <div class="name">
        <span class="face" aria-hidden="true">
          {initials(name)}
        </span>
        <div>
          <h3>{name}</h3>
          <p class="muted">№ {is.customer}</p>
        </div>
        {is.tier && (
          <mark class={`tier tier-${is.tier}`}>{tierName(is.tier)}</mark>
        )}
      </div>
      <Facts
        list={[
          [t("value"), money(is.value)],
          [t("stage"), stageName(is.stage)],
          [t("language"), languageName(is.language)],
          [t("consent"), t(is.consent ? "yes" : "no")],
          [t("customerSince"), is.since ? day(is.since) : null],
        ]}
      />
      <h4>{t("matters")}</h4>
      <Matters list={is.matters} />
      <h4>{t("cards")}</h4>
      <Cards list={is.cards} />
      {is.transactions.length > 0 && (
        <>
          <h4>{t("transactions")}</h4>
          <Transactions list={is.transactions} />
        </>
      )}
    </div>
  );
}
