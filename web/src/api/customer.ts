/* Records of the customer database; moments in seconds since 1970, UTC. */

export interface Card {
  no: number;
  at: number;
  kind: string;
  queue: string;
  agent: string;
  text: string;
}

export interface Matter {
  no: number;
  opened: number;
  kind: string;
  text: string;
}

export interface Transaction {
  no: number;
  at: number;
  product: string;
  /** In hundredths. */
  amount: number;
}

export interface Customer {
  customer: number;
  name: string;
  tier: string;
  stage: string;
  /** A year. */
  value: number;
  language: string;
  consent: boolean;
  since: number;
  cards: Card[];
  matters: Matter[];
  transactions: Transaction[];
}

/** Who calls, for the agent whose telephone rings. */
export interface ScreenPop {
  contact: number;
  visit: number;
  agent: string | null;
  queue: string | null;
  outcome: "none" | "found" | "several" | "slow" | "down";
  ani: string | null;
  dnis: string | null;
  digits: string | null;
  uui: string | null;
  url: string | null;
  found?: Customer;
  choice: number[];
}
