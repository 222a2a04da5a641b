/*
 * A thing of the floor's that is asked for again whenever it may have changed:
 * one question at a time, and one more for all who ask meanwhile.  A question
 * that fails leaves the last answer where it is.
 */
import { signal } from "@preact/signals";
import { get } from "../api/client";
import { now } from "../state/time";

const PAUSE = 120; // [ms] between two questions

export class Asked<T> {
  readonly value = signal<T | null>(null);
  readonly failure = signal("");
  /** The floor's time of the last answer. */
  at = 0;
  private busy = false;
  private again = false;

  constructor(readonly path: string) {}

  ask() {
    if (this.busy) this.again = true;
    else void this.once();
  }

  private async once() {
    this.busy = true;
    try {
      const value = await get<T>(this.path);
      this.at = now();
      this.failure.value = "";
      this.value.value = value;
    } catch (error) {
      this.failure.value = error instanceof Error ? error.message : "?";
    }
    setTimeout(() => this.next(), PAUSE);
  }

  private next() {
    this.busy = false;
    if (!this.again) return;
    this.again = false;
    void this.once();
  }
}

/** The last of them by their key: at most `room`, the oldest go. */
export class Shelf<K, T> {
  private kept = new Map<K, Asked<T>>();

  constructor(
    private readonly path: (key: K) => string,
    private readonly room: number,
  ) {}

  has(key: K) {
    return this.kept.get(key);
  }

  /** Asked for when it is not there yet. */
  of(key: K): Asked<T> {
    let asked = this.kept.get(key);

    if (asked) return asked;
    this.kept.set(key, (asked = new Asked(this.path(key))));
    asked.ask();
    for (const old of this.kept.keys()) {
      if (this.kept.size <= this.room) break;
      this.kept.delete(old);
    }
    return asked;
  }

  /** All anew, of whatever may have been missed. */
  again() {
    for (const asked of this.kept.values()) asked.ask();
  }
}
