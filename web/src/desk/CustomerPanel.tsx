/* Who calls: his record, a choice among several, or a way to find him. */
import { useState } from "preact/hooks";
import type { Customer } from "../api/customer";
import type { Choice } from "../api/types";
import { say } from "../i18n";
import { get } from "../api/client";
import { tell } from "../parts/Notices";
import { act } from "./act";
import { CustomerCard } from "./CustomerCard";
import { Facts } from "./Facts";
import { Panel } from "./Panel";
import { caller, pops, record, safeUrl, type Caller } from "./pops";
import { factName, stageName, tierName } from "./names";
import { detailOf, watching } from "./seat";
import { t } from "./words";

const SEVERAL = 8;

function choose(contact: number, customer: number) {
  void act("attach", { contact, key: "customer", text: String(customer) });
}

function One({ customer, called }: { customer: number; called?: string }) {
  const asked = record(customer);
  const failure = asked.failure.value;

  if (asked.value.value)
    return <CustomerCard customer={asked.value.value} called={called} />;
  if (!failure) return <p aria-busy="true">{t("loadingRecord")}</p>;
  return (
    <div class="empty" role="alert">
      <p>{t("failedRecord", { why: failure })}</p>
      <button class="act" onClick={() => asked.ask()}>
        {t("again")}
      </button>
    </div>
  );
}

function Candidate({ contact, id }: { contact: number; id: number }) {
  const is = record(id).value.value;

  return (
    <li>
      <div>
        <strong>{is?.name ?? id}</strong>
        <span class="muted">
          {is
            ? [is.tier && tierName(is.tier), stageName(is.stage), `№ ${id}`]
                .filter(Boolean)
                .join(" · ")
            : "…"}
        </span>
      </div>
      {!watching.value && (
        <button
          class="act main"
          aria-label={t("pickOf", { name: is?.name ?? id })}
          onClick={() => choose(contact, id)}
        >
          {t("pick")}
        </button>
      )}
    </li>
  );
}

function Several(props: { contact: number; customers: number[] }) {
  return (
    <>
      <p>{t("several", { n: props.customers.length })}</p>
      <ul class="candidates">
        {props.customers.slice(0, SEVERAL).map((id) => (
          <Candidate key={id} contact={props.contact} id={id} />
        ))}
      </ul>
    </>
  );
}

/** By the number that the caller says he has. */
function ByHand({ contact }: { contact: number }) {
  const [text, setText] = useState("");

  async function look(event: Event) {
    const id = Number(text.trim());

    event.preventDefault();
    if (!Number.isSafeInteger(id) || id <= 0) return;
    try {
      await get<Customer>(`/v1/customers/${id}`);
      choose(contact, id);
    } catch {
      tell(t("notFound", { id }), true);
    }
  }

  return (
    <form class="joined" onSubmit={(event) => void look(event)}>
      <input
        inputMode="numeric"
        aria-label={t("byHand")}
        placeholder={t("byHand")}
        maxLength={15}
        value={text}
        onInput={(e) => setText(e.currentTarget.value)}
      />
      <button class="act">{t("lookUp")}</button>
    </form>
  );
}

const NONE = {
  none: "noCustomer",
  slow: "slowCustomer",
  down: "downCustomer",
} as const;

function Body(props: { contact: number; who: Caller; called?: string }) {
  const { contact, who } = props;

  if (who.known === "one")
    return <One customer={who.customer} called={props.called} />;
  if (who.known === "several")
    return <Several contact={contact} customers={who.customers} />;
  return (
    <>
      <p class="empty">{t(NONE[who.why])}</p>
      {!watching.value && <ByHand contact={contact} />}
    </>
  );
}

/** What the center knows of a caller who is a persona. */
function Known({ list }: { list: Choice[] }) {
  if (list.length === 0) return null;
  return (
    <div class="known">
      <h3>{t("record")}</h3>
      <Facts list={list.map(({ id, text }) => [factName(id), say(text)])} />
    </div>
  );
}

export function CustomerPanel({ contact }: { contact: number }) {
  const pop = pops.value.get(contact);
  const detail = detailOf(contact).value.value;
  const who = caller(detail?.data, pop);
  const persona = detail?.persona;
  const known = persona?.record ?? [];
  const url = safeUrl(pop?.url);

  return (
    <Panel
      id="customer"
      title={t("customer")}
      aside={
        url && (
          <a href={url} target="_blank" rel="noopener noreferrer">
            {t("openPage")}
          </a>
        )
      }
    >
      <Known list={known} />
      {(known.length === 0 || who.known !== "none") && (
        <Body
          contact={contact}
          who={who}
          called={persona ? say(persona.name) : undefined}
        />
      )}
    </Panel>
  );
}
