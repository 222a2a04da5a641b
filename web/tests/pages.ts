/*
 * What the browser tests begin with:
 *
 *   import { expect, test } from "./pages";
 *   test.use({ floorOptions: { scenario: "...", speed: 10 } }); // if need be
 *   test("...", async ({ floor, agent, supervisor }) => {...});
 *
 * `floor` runs for all tests of a file that want the same one.  `agent` and
 * `supervisor` are pages of their own browsers, signed in as ann (her seat is
 * 1001) and sue; `enter(user, path)` makes more.  A test fails when one of
 * its pages throws, logs an error, or breaks the content security policy.
 */
import AxeBuilder from "@axe-core/playwright";
import {
  test as base,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
} from "@playwright/test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Floor, type FloorOptions } from "./floor";

export { expect, Floor };
export type { Page };

/** A browser says so of each reply that is no success. */
const EXPECTED = /^Failed to load resource/;

function watch(context: BrowserContext, faults: string[]) {
  context.on("weberror", (error) =>
    faults.push(`thrown: ${error.error().stack ?? error.error()}`),
  );
  context.on("console", (message) => {
    if (message.type() === "error" && !EXPECTED.test(message.text()))
      faults.push(`console: ${message.text()}`);
  });
  return context.addInitScript(() =>
    addEventListener("securitypolicyviolation", (event) =>
      console.error(
        `policy: ${event.violatedDirective} broken by ` +
          `${event.blockedURI || event.sample}`,
      ),
    ),
  );
}

/** The token of a user, as if he had signed in on that page. */
function seed(context: BrowserContext, token: string) {
  return context.addInitScript((value) => {
    if (origin === "null" || sessionStorage.getItem("seeded")) return;
    sessionStorage.setItem("seeded", "yes");
    sessionStorage.setItem("callfloor-token", value);
  }, token);
}

interface Enter {
  /** user null: nobody yet; url: instead of the floor's. */
  (user: string | null, path?: string, url?: string): Promise<Page>;
}

interface Pages {
  enter: Enter;
  agent: Page;
  supervisor: Page;
  /** What went wrong on a page; a test that wants it takes it out. */
  faults: string[];
}

interface Shared {
  floorOptions: FloorOptions;
  floor: Floor;
}

function entering(
  browser: Browser,
  floor: Floor,
  options: BrowserContextOptions,
  faults: string[],
  opened: BrowserContext[],
): Enter {
  return async (user, path = "/", url = floor.url) => {
    const context = await browser.newContext({ ...options, baseURL: url });

    opened.push(context);
    await watch(context, faults);
    if (user) await seed(context, await floor.token(user));
    const page = await context.newPage();
    await page.goto(path);
    return page;
  };
}

export const test = base.extend<Pages, Shared>({
  floorOptions: [{}, { option: true, scope: "worker" }],
  floor: [
    async ({ floorOptions }, use) => {
      const floor = await Floor.start(floorOptions);

      await use(floor);
      await floor.stop();
    },
    { scope: "worker", timeout: 30_000 },
  ],
  // eslint-disable-next-line no-empty-pattern
  faults: async ({}, use) => {
    const faults: string[] = [];

    await use(faults);
    expect(faults, "what went wrong on the pages").toEqual([]);
  },
  enter: async (
    { browser, floor, locale, viewport, contextOptions, faults },
    use,
  ) => {
    const opened: BrowserContext[] = [];
    const options = { ...contextOptions, locale, viewport };

    await use(entering(browser, floor, options, faults, opened));
    for (const context of opened) await context.close();
  },
  agent: async ({ enter }, use) => use(await enter("ann", "/#/desk")),
  supervisor: async ({ enter }, use) => use(await enter("sue", "/#/wall")),
});

/** No breach of what axe knows of WCAG 2.2, levels A and AA. */
export async function expectAccessible(page: Page, within = "body") {
  const { violations } = await new AxeBuilder({ page })
    .include(within)
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();

  expect(
    violations.map((one) => ({
      rule: one.id,
      says: one.help,
      at: one.nodes.map((node) => `${node.target}: ${node.html}`),
    })),
  ).toEqual([]);
}

/** A phone, for test.use({ viewport: PHONE }). */
export const PHONE = { width: 390, height: 844 };

/** Nobody has to scroll to the side, once all of it has come. */
export async function expectFits(page: Page) {
  const beyond = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;

      return scrollWidth - clientWidth;
    });

  await expect.poll(beyond, "pixels beyond the page").toBeLessThanOrEqual(0);
}

/** A picture for people: test-results/shots/NAME.png, or in $SHOTS. */
export async function shot(page: Page, name: string, fullPage = true) {
  const folder = process.env.SHOTS ?? "test-results/shots";

  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
}
