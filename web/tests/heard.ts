/*
 * What a page has heard of the floor: the numbers of its events, as its own
 * stream gave them to it.
 */
import type { Page } from "@playwright/test";
import type { Floor } from "./floor";

/** From now on; the page is loaded anew. */
export async function record(page: Page) {
  await page.addInitScript(() => {
    const real = window.fetch;
    const heard: number[] = [];

    /* Each piece is noted when the page takes it, and not before. */
    const noting = (body: ReadableStream<Uint8Array>) => {
      const reader = body.getReader();
      const decoder = new TextDecoder();
      let rest = "";

      return new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            const { done, value } = await reader.read();
            if (done) return controller.close();
            rest += decoder.decode(value, { stream: true });
            const lines = rest.split("\n");
            rest = lines.pop()!;
            for (const line of lines)
              if (line.startsWith("id: ")) heard.push(Number(line.slice(4)));
            controller.enqueue(value);
          },
          cancel: (reason) => reader.cancel(reason),
        },
        { highWaterMark: 0 },
      );
    };

    Object.assign(window, { heard });
    window.fetch = async (input, init) => {
      const response = await real(input, init);
      if (!String(input).startsWith("/v1/events") || !response.body)
        return response;
      return new Response(noting(response.body), {
        status: response.status,
        headers: response.headers,
      });
    };
  });
  await page.reload();
}

export const heard = (page: Page) =>
  page.evaluate(() => (window as unknown as { heard: number[] }).heard);

/** The numbers of all events that concern an agent after one; none comes any
 * more. */
export async function concerned(floor: Floor, agent: string, after: number) {
  const list: number[] = [];
  const stop = new AbortController();
  const response = await fetch(
    `${floor.url}/v1/events?after=${after}&agent=${agent}`,
    {
      headers: { Authorization: `Bearer ${await floor.token("admin")}` },
      signal: stop.signal,
    },
  );
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let text = "";

  try {
    const reader = response.body!.getReader();
    const decoder = new TextDecoder();
    for (;;) {
      text += decoder.decode((await reader.read()).value, { stream: true });
      clearTimeout(quiet);
      quiet = setTimeout(() => stop.abort(), 1500);
    }
  } catch {
    /* it was quiet long enough */
  }
  for (const [, id] of text.matchAll(/^id: (\d+)$/gm)) list.push(Number(id));
  return list;
}

/** The numbers of the floor's own events after one, up to another. */
export async function happened(floor: Floor, after: number, to: number) {
  const list: number[] = [];
  const stop = new AbortController();
  const response = await fetch(`${floor.url}/v1/events?after=${after}`, {
    headers: { Authorization: `Bearer ${await floor.token("admin")}` },
    signal: stop.signal,
  });
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let rest = "";

  while ((list.at(-1) ?? after) < to) {
    const { done, value } = await reader.read();
    if (done) break;
    rest += decoder.decode(value, { stream: true });
    const lines = rest.split("\n");
    rest = lines.pop()!;
    for (const line of lines)
      if (line.startsWith("id: ")) list.push(Number(line.slice(4)));
  }
  stop.abort();
  return list.filter((id) => id <= to);
}
