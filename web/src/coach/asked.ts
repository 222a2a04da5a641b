/* What the floor is asked for again and again while somebody looks at it. */
import { signal, type Signal } from "@preact/signals";
import { get, Refused } from "../api/client";

/** none: this floor has no such thing. */
export type Asked<T> =
  | { is: "loading" }
  | { is: "none" }
  | { is: "failed"; why: string }
  | { is: "there"; it: T };

export function asked<T>(path: string) {
  const answer: Signal<Asked<T>> = signal({ is: "loading" });

  async function ask() {
    try {
      answer.value = { is: "there", it: await get<T>(path) };
    } catch (error) {
      if (error instanceof Refused && error.status === 404)
        answer.value = { is: "none" };
      // What was there stays: a floor that is away for a moment comes back.
      else if (answer.value.is !== "there")
        answer.value = { is: "failed", why: (error as Error).message };
    }
  }

  return { answer, ask };
}
