/*
 * Contacts that were heard of late, by an event that does not say all of them:
 * each is asked for whole, and once more when another event came meanwhile, so
 * that what is known in the end is no older than the last event.
 */
import { get } from "../api/client";
import type { Contact } from "../api/types";

export class Late {
  private asked = new Map<number, boolean>(); // true: heard of again since

  constructor(private readonly known: (contact: Contact) => void) {}

  /** Something happened to him. */
  hear(id: number) {
    if (this.asked.has(id)) this.asked.set(id, true);
  }

  async ask(id: number) {
    if (this.asked.has(id)) return;
    try {
      this.known(await this.last(id));
    } catch {
      /* he is gone, or the floor is: the next event tells */
    } finally {
      this.asked.delete(id);
    }
  }

  private async last(id: number) {
    for (;;) {
      this.asked.set(id, false);
      const contact = await get<Contact>(`/v1/contacts/${id}`);
      if (!this.asked.get(id)) return contact;
    }
  }
}
