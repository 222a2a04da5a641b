/*
 * The stream of what happens on the floor.  EventSource cannot send a token,
 * so the text is read with fetch.  A stream that breaks goes on after the
 * last event that was heard; `lost` and `back` tell of it.
 */
import { headers } from "./client";
import type { FloorEvent } from "./types";

export interface Ear {
  event(event: FloorEvent): void;
  /** Nothing is heard any more; another try comes by itself. */
  lost(): void;
  back(): void;
  /** The floor cannot say what was missed: take a snapshot. */
  reset(): void;
  /** The floor no longer knows who listens. */
  signedOut(): void;
}

/** Pieces of text in, whole events out. */
export class Frames {
  private rest = "";

  *feed(text: string): Generator<FloorEvent> {
    const frames = (this.rest + text).split(/\r?\n\r?\n/);

    this.rest = frames.pop() ?? "";
    for (const frame of frames) {
      const event = Frames.read(frame);
      if (event) yield event;
    }
  }

  private static read(frame: string): FloorEvent | null {
    let kind = "message";
    const data: string[] = [];

    for (const line of frame.split(/\r?\n/)) {
      if (line.startsWith("event:")) kind = line.slice(6).trim();
      if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
    }
    if (data.length === 0) return null;
    return { ...JSON.parse(data.join("\n")), kind };
  }
}

const WAITS = [250, 500, 1000, 2000, 4000]; // [ms] before each next try
const SILENCE = 40_000; // [ms]: a comment comes every 15 s

export class Stream {
  private stopped = new AbortController();
  private failures = 0;

  constructor(
    private readonly ear: Ear,
    private after: number,
    private readonly run: string,
    /** One agent's events alone, or null: all. */
    private readonly only: string | null = null,
  ) {
    void this.listen();
  }

  stop() {
    this.stopped.abort();
  }

  /** The same from here on, but one agent's events alone; this one ends. */
  narrowed(only: string) {
    this.stop();
    return new Stream(this.ear, this.after, this.run, only);
  }

  private address() {
    const from = `/v1/events?after=${this.after}&run=${this.run}`;

    return this.only === null
      ? from
      : `${from}&agent=${encodeURIComponent(this.only)}`;
  }

  private async listen() {
    while (!this.stopped.signal.aborted) {
      if (await this.once()) return;
      if (this.stopped.signal.aborted) return;
      this.ear.lost();
      const wait = WAITS[Math.min(this.failures++, WAITS.length - 1)];
      await new Promise((done) => setTimeout(done, wait));
    }
  }

  /** True: there is no point in another try. */
  private async once() {
    const aborted = new AbortController();
    const stop = () => aborted.abort();

    this.stopped.signal.addEventListener("abort", stop);
    try {
      const response = await fetch(this.address(), {
        headers: headers(),
        signal: aborted.signal,
        cache: "no-store",
      });
      if (response.status === 401) {
        this.ear.signedOut();
        return true;
      }
      if (response.ok && response.body)
        return await this.read(response.body, stop);
    } catch {
      /* the floor is away */
    } finally {
      this.stopped.signal.removeEventListener("abort", stop);
    }
    return false;
  }

  private async read(body: ReadableStream<Uint8Array>, silent: () => void) {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const frames = new Frames();

    this.failures = 0;
    this.ear.back();
    for (;;) {
      const timer = setTimeout(silent, SILENCE);
      const { done, value } = await reader.read();
      clearTimeout(timer);
      if (done) return false;
      for (const event of frames.feed(
        decoder.decode(value, { stream: true }),
      )) {
        if (this.stopped.signal.aborted) return true;
        if (event.kind === "reset") {
          this.ear.reset();
          return true;
        }
        if (event.seq !== undefined) this.after = event.seq;
        this.ear.event(event);
      }
    }
  }
}
