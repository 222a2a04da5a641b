/*
 * A floor of 500 agents at ten times the clock's speed, one browser in five a
 * wallboard and the others desks of trainees who take calls: how long it takes
 * from the moment at which an agent's state was due to change, until the
 * wallboard paints it.  A few browsers for a few seconds, or as LOAD_BROWSERS,
 * LOAD_SECONDS and LOAD_P95 [ms] say; `scripts/soak.sh pages` has the ten that
 * are meant.
 *
 * A moment of the floor is `now / speed` away from the clock on the wall; how
 * far, its events tell: none comes before it is due, and the quickest of
 * hundreds is hardly late.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, type Floor, type Page, test } from "./pages";

const browsers = Number(process.env.LOAD_BROWSERS ?? 3);
const seconds = Number(process.env.LOAD_SECONDS ?? 6);
const limit = Number(process.env.LOAD_P95 ?? 400);
const walls = Math.ceil(browsers / 5);
const desks = browsers - walls;
const SPEED = 10;

const file = fileURLToPath(new URL("load.yaml", import.meta.url));

test.use({
  floorOptions: {
    scenario: readFileSync(file, "utf8"),
    speed: SPEED,
    trainees: desks,
  },
});

/** When the floor's moment 0 was, on the clock on the wall [ms]. */
async function beginning(floor: Floor, forMs: number) {
  const stop = new AbortController();
  const response = await fetch(`${floor.url}/v1/events?kinds=agent`, {
    headers: { Authorization: `Bearer ${await floor.token("admin")}` },
    signal: stop.signal,
  });
  const reader = response.body!.getReader();
  const end = Date.now() + forMs;
  const at = /"at":([0-9.]+)/g;
  let first = Infinity;

  while (Date.now() < end) {
    const { value } = await reader.read();
    const now = Date.now();

    for (const [, moment] of new TextDecoder().decode(value).matchAll(at))
      first = Math.min(first, now - (Number(moment) * 1000) / SPEED);
  }
  stop.abort();
  return first;
}

interface Painted {
  at: number; // of the event [s]
  paint: number; // [ms since 1970]
}

/** Notes each agent's new state when the browser paints it. */
function watch(page: Page) {
  return page.evaluate(() => {
    const painted: { at: number; paint: number }[] = [];
    let fresh: number[] = [];
    const observer = new MutationObserver((changes) => {
      if (fresh.length === 0)
        requestAnimationFrame(() => {
          const paint = Date.now();
          for (const at of fresh) painted.push({ at, paint });
          fresh = [];
        });
      for (const { target } of changes)
        fresh.push(Number((target as HTMLElement).dataset.since));
    });

    Object.assign(window, { painted });
    observer.observe(document.body, {
      attributes: true,
      attributeFilter: ["data-since"],
      subtree: true,
    });
  });
}

const painted = (page: Page) =>
  page.evaluate(() => (window as unknown as { painted: Painted[] }).painted);

const quantile = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;

/** What the wallboard shows is what the floor has. */
async function expectSame(floor: Floor, page: Page) {
  const { agents } = (await floor.get("/v1/agents")) as {
    agents: { agent: string; state: string }[];
  };

  await expect
    .poll(
      () =>
        page.evaluate(() =>
          Object.fromEntries(
            [...document.querySelectorAll<HTMLElement>("[data-agent]")].map(
              (cell) => [cell.dataset.agent, cell.dataset.state],
            ),
          ),
        ),
      { timeout: 10_000 },
    )
    .toEqual(Object.fromEntries(agents.map((a) => [a.agent, a.state])));
}

/** What a trainee does by himself, whatever his page shows. */
const WORK: Record<string, string> = {
  alerting: "answer",
  "wrap-up": "ready",
  "not ready": "ready",
};

/** Works at a trainee's desk until it is told to stop. */
async function work(
  floor: Floor,
  user: string,
  seat: string,
  on: () => boolean,
) {
  while (on()) {
    const { state } = await floor.get(`/v1/agents/${seat}`, user);
    const command = WORK[state];

    if (command)
      await floor.call(user, "POST", "/v1/commands", { command, agent: seat });
    await new Promise((done) => setTimeout(done, 250));
  }
}

test(`${browsers} browsers on a floor of 500 agents, at ×${SPEED}`, async ({
  enter,
  floor,
}, info) => {
  test.setTimeout(60_000 + browsers * 10_000 + seconds * 1000);
  const pages: Page[] = [];
  const working: Promise<void>[] = [];
  let on = true;

  for (let i = 1; i <= desks; i++) {
    const seat = String(1010 + i);

    await floor.command(`t${i}`, { command: "take", agent: seat });
    await floor.call(`t${i}`, "POST", "/v1/commands", {
      command: "ready",
      agent: seat,
    });
    await enter(`t${i}`, "/#/desk");
    working.push(work(floor, `t${i}`, seat, () => on));
  }
  for (let i = 0; i < walls; i++) {
    const page = await enter("sue", "/#/wall");

    await expect(page.locator("[data-agent]")).toHaveCount(500, {
      timeout: 30_000,
    });
    pages.push(page);
  }
  await new Promise((done) => setTimeout(done, 2000));
  for (const page of pages) await watch(page);
  const zero = await beginning(floor, seconds * 1000);
  const lists = await Promise.all(pages.map(painted));
  on = false;
  await Promise.all(working);
  await floor.clock({ paused: true });

  const late = lists
    .flat()
    .map(({ at, paint }) => paint - zero - (at * 1000) / SPEED)
    .sort((a, b) => a - b);
  const figures = {
    walls,
    desks,
    seconds,
    changes: late.length,
    p50_ms: Math.round(quantile(late, 0.5)),
    p95_ms: Math.round(quantile(late, 0.95)),
    p99_ms: Math.round(quantile(late, 0.99)),
    most_ms: Math.round(quantile(late, 1)),
  };

  console.log(JSON.stringify(figures));
  info.annotations.push({ type: "load", description: JSON.stringify(figures) });
  for (const list of lists) expect(list.length).toBeGreaterThan(20 * seconds);
  expect(figures.p50_ms).toBeGreaterThanOrEqual(0);
  expect(figures.p95_ms, "from event to paint").toBeLessThan(limit);
  for (const page of pages) await expectSame(floor, page);
  await floor.clock({ paused: false });
});
