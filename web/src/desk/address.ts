/* What the address asks of the desk: #/desk?agent=1001&watch */
import { signal } from "@preact/signals";

export interface Address {
  agent: string | null;
  watch: boolean;
}

export function read(hash: string): Address {
  const query = new URLSearchParams(hash.split("?")[1] ?? "");

  return { agent: query.get("agent"), watch: query.has("watch") };
}

export const address = signal(read(location.hash));
addEventListener("hashchange", () => (address.value = read(location.hash)));
