/*
 * The agent's desktop, from the seat to the outcome.  The floor's clock stands
 * still, and goes on by steps: what a test sees stays until it has seen it.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  expect,
  expectAccessible,
  expectFits,
  type Floor,
  type Page,
  PHONE,
  shot,
  test,
} from "./pages";

const folder = mkdtempSync(join(tmpdir(), "callfloor-desk-"));
const customers = join(folder, "bank.sqlite");

process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
execFileSync(resolve(process.env.CALLFLOOR_PROGRAM ?? "../build/callfloor"), [
  ...["customers", "generate", customers, "--count", "2000"],
]);

test.use({
  floorOptions: {
    scenario: fileURLToPath(new URL("desk.yaml", import.meta.url)),
    more: ["--customers", customers],
  },
});

test.describe.configure({ timeout: 60_000 });

const MINE = "1001";

const mine = async (floor: Floor) =>
  (await floor.get(`/v1/agents/${MINE}`)) as {
    state: string;
    contact: number | null;
    taken: boolean;
  };

async function until(floor: Floor, state: string) {
  for (let second = 0; second < 900; second++) {
    if ((await mine(floor)).state === state) return;
    await floor.clock({ step: 1 });
  }
  throw new Error(`never ${state}`);
}

/** Nobody sits there, nobody is on the line. */
async function emptySeat(floor: Floor) {
  await floor.clock({ paused: true });
  if ((await mine(floor)).taken)
    await floor.command("ann", { command: "release", agent: MINE });
  for (let second = 0; second < 900; second += 5) {
    if ((await mine(floor)).contact === null) return;
    await floor.clock({ step: 5 });
  }
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name });

async function sit(page: Page) {
  await page.getByRole("searchbox").fill(MINE);
  await button(page, `Take ${MINE}`).click();
  await expect(page.getByRole("group", { name: "State" })).toBeVisible();
}

async function ringing(page: Page, floor: Floor) {
  await sit(page);
  await readyAgain(floor);
  await until(floor, "alerting");
  await expect(button(page, /^Answer/)).toBeVisible();
}

async function talking(page: Page, floor: Floor) {
  await ringing(page, floor);
  await page.keyboard.press("Alt+a");
  await expect(page.getByRole("heading", { name: "Call" })).toBeVisible();
  await expect(page.getByRole("meter")).toBeVisible();
}

/** Whoever sat there before; refused where he is. */
const readyAgain = (floor: Floor) =>
  floor.call("ann", "POST", "/v1/commands", { command: "ready", agent: MINE });

const off = (page: Page, name: RegExp) =>
  expect(button(page, name)).toHaveAttribute("aria-disabled", "true");

test.beforeEach(({ floor }) => emptySeat(floor));

test("a seat is found, taken and left", async ({ agent: page, floor }) => {
  await expect(
    page.getByRole("heading", { name: "Take a seat" }),
  ).toBeVisible();
  await expectAccessible(page);
  await shot(page, "desk-seats");
  await page.getByRole("searchbox").fill("nobody's");
  await expect(page.getByText("No free seat fits.")).toBeVisible();
  await sit(page);
  expect((await mine(floor)).taken).toBe(true);
  await expect(page.getByRole("table")).toContainText("cards");
  await expectAccessible(page);
  await shot(page, "desk-idle");
  await button(page, "Leave the seat").click();
  await expect(
    page.getByRole("heading", { name: "Take a seat" }),
  ).toBeVisible();
  expect((await mine(floor)).taken).toBe(false);
});

test("not ready, with a reason, and ready again", async ({
  agent: page,
  floor,
}) => {
  await sit(page);
  await page.getByLabel("Reason").selectOption({ label: "Lunch" });
  await button(page, /^Not ready/).click();
  await expect(page.locator(".seat-bar .state")).toContainText("Lunch");
  expect((await mine(floor)).state).toBe("aux");
  await page.keyboard.press("Alt+r");
  await expect(page.locator(".seat-bar .state")).toContainText("Ready");
  await off(page, /^Ready/);
});

test("it rings: who calls is said, shown and accessible", async ({
  agent: page,
  floor,
}) => {
  await ringing(page, floor);
  await expect(page.getByRole("alert")).toContainText("Ringing: ");
  await expect(page).toHaveTitle(/☎/);
  await expect(page.getByRole("heading", { name: "Customer" })).toBeVisible();
  await expect(page.locator(".stops")).toContainText("queued");
  await expectAccessible(page);
  await shot(page, "desk-ringing");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await shot(page, "desk-ringing-dark");
  await button(page, /^Decline/).click();
  await expect(button(page, /^Answer/)).toHaveCount(0);
});

test("a call is answered, held, taken back and disposed of", async ({
  agent: page,
  floor,
}) => {
  await talking(page, floor);
  await page.keyboard.press("Alt+h");
  await expect(button(page, /^Retrieve/)).toBeVisible();
  await expect(page.getByText("does not hear you")).toBeVisible();
  await expect(page.locator(".connections")).toContainText("on hold");
  const before = Number(
    await page.getByRole("meter").getAttribute("aria-valuenow"),
  );
  await floor.clock({ step: 20 });
  await expect
    .poll(async () =>
      Number(await page.getByRole("meter").getAttribute("aria-valuenow")),
    )
    .toBeLessThan(before - 8);
  await page.keyboard.press("Alt+h");
  await expect(button(page, /^Hold/)).toBeVisible();
  await page.keyboard.press("Alt+u");
  await expect(page.locator(".outcome.urgent")).toBeVisible();
  await expectAccessible(page);
  await shot(page, "desk-wrap-up");
  await page.getByLabel("Wants a callback").check();
  await button(page, "Save and be ready").click();
  await expect(page.locator(".outcome")).toHaveCount(0);
  expect((await mine(floor)).state).not.toBe("wrap-up");
});

test("the persona is talked to, verified by the script, and content", async ({
  agent: page,
  floor,
}) => {
  await talking(page, floor);
  const log = page.getByRole("log");
  await expect(log).toContainText("<b>I have lost my card!</b>");
  await expect(log.locator("b")).toHaveCount(0);
  await button(page, /A card is lost/).click();
  await expect(page.locator(".script blockquote")).toHaveText(
    "May I have your full name?",
  );
  await page.getByLabel("In your own words").fill("Tell me a joke");
  await page.keyboard.press("Enter");
  await expect(log).toContainText("What do you mean?");
  await page.keyboard.press("Alt+1");
  await expect(log).toContainText("My name is Wang Fang.");
  await button(page, "Passed").click();
  await expect(page.locator(".verified")).toContainText("passed");
  await expectAccessible(page);
  await shot(page, "desk-talk");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await shot(page, "desk-talk-dark");
  await page.getByLabel("In your own words").fill("I block your card");
  await button(page, "Say").click();
  await expect(log).toContainText("I block your card");
  await floor.clock({ step: 10 });
  await expect(page.locator(".outcome.urgent")).toBeVisible();
  await expect(log).toContainText("Thank you, good-bye.");
  const contact = await floor.get(
    `/v1/contacts/${(await mine(floor)).contact}`,
  );
  expect(contact.verified).toMatchObject([
    { step: "identify", result: "passed" },
  ]);
  expect(contact.persona.solved).toBe(true);
});

test("a colleague is consulted, and all three confer", async ({
  agent: page,
  floor,
}) => {
  await talking(page, floor);
  await page.keyboard.press("Alt+c");
  await expect(page.getByRole("textbox", { name: "Consult" })).toBeFocused();
  await shot(page, "desk-consult-form");
  await page.keyboard.type("loans");
  await page.keyboard.press("Enter");
  await expect(button(page, /^Back to caller/)).toBeVisible();
  for (let i = 0; i < 200; i++) {
    const { body } = await floor.call("sue", "POST", "/v1/commands", {
      command: "alternate",
      agent: MINE,
    });
    if (!body.error) break;
    await floor.clock({ step: 1 });
  }
  await expect(button(page, /^Alternate/)).not.toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await shot(page, "desk-consulting");
  await page.keyboard.press("Alt+j");
  await expect(button(page, /^Leave the call/)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Alt+u");
  await expect(page.locator(".outcome.urgent")).toBeVisible();
});

test("a blind transfer goes to a queue, and not to a wrong number", async ({
  agent: page,
  floor,
}) => {
  await talking(page, floor);
  const contact = (await mine(floor)).contact;
  await page.keyboard.press("Alt+t");
  await page.getByRole("textbox", { name: "Transfer to" }).fill("nowhere");
  await page.keyboard.press("Enter");
  expect((await mine(floor)).contact).toBe(contact);
  await button(page, /^loans/).click();
  await expect(page.locator(".outcome.urgent")).toBeVisible();
  expect((await floor.get(`/v1/contacts/${contact}`)).queue).toBe("loans");
});

test("a supervisor watches, and can do nothing", async ({
  agent: page,
  enter,
  floor,
}) => {
  await talking(page, floor);
  const sue = await enter("sue", `/#/desk?agent=${MINE}&watch`);
  await expect(sue.getByText(`You watch ${MINE}.`)).toBeVisible();
  await expect(sue.getByRole("log")).toContainText("I have lost my card!");
  await expect(sue.getByText("Block a lost card")).toBeVisible();
  await expect(sue.getByRole("group", { name: "Call control" })).toHaveCount(0);
  await expect(sue.getByLabel("In your own words")).toHaveCount(0);
  await expectAccessible(sue);
  await shot(sue, "desk-watch");
  await page.keyboard.press("Alt+1");
  await expect(sue.getByRole("log")).toContainText("My name is Wang Fang.");
});

test("an agent does not watch another", async ({ enter }) => {
  const bob = await enter("bob", `/#/desk?agent=${MINE}&watch`);

  await expect(bob.getByRole("alert")).toContainText("not your seat");
});

test("the keyboard alone takes, answers and ends a call", async ({
  agent: page,
  floor,
}) => {
  await expect(page.getByRole("searchbox")).toBeVisible();
  await page.getByRole("searchbox").focus();
  await page.keyboard.type(MINE);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("group", { name: "State" })).toBeVisible();
  await readyAgain(floor);
  await until(floor, "alerting");
  await expect(button(page, /^Answer/)).toBeVisible();
  await page.keyboard.press("Alt+l");
  await expect(page.getByRole("dialog")).toContainText("Answer");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Alt+a");
  await expect(page.getByRole("log")).toBeVisible();
  await page.keyboard.press("Alt+s");
  await expect(page.getByLabel("In your own words")).toBeFocused();
  await page.keyboard.press("Alt+u");
  await expect(page.locator(".outcome.urgent")).toBeVisible();
  await page.keyboard.press("Alt+w");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(page.locator(".outcome")).toHaveCount(0);
});

test("a reload finds the same call", async ({ agent: page, floor }) => {
  await talking(page, floor);
  await page.reload();
  await expect(page.getByRole("log")).toContainText("I have lost my card!");
  await expect(button(page, /^Hold/)).toBeVisible();
});

test.describe("in Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("the desk and the caller speak it", async ({ agent: page, floor }) => {
    await page.getByRole("searchbox").fill(MINE);
    await button(page, `入座 ${MINE}`).click();
    await expect(page.getByRole("group", { name: "状态" })).toBeVisible();
    await readyAgain(floor);
    await until(floor, "alerting");
    await expect(page.getByRole("button", { name: /应答/ })).toBeVisible();
    await page.keyboard.press("Alt+a");
    await expect(page.getByRole("log")).toContainText("我的卡丢了！");
    await expectAccessible(page);
    await shot(page, "desk-talk-zh");
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE });

  test("the whole call fits", async ({ agent: page, floor }) => {
    await expectFits(page);
    await shot(page, "desk-seats-phone");
    await ringing(page, floor);
    await expectFits(page);
    await shot(page, "desk-ringing-phone");
    await button(page, /^Answer/).click();
    await expect(page.getByRole("log")).toContainText("I have lost my card!");
    await expectFits(page);
    await expectAccessible(page);
    await shot(page, "desk-talk-phone");
    await button(page, /^Hang up/).click();
    await expect(page.locator(".outcome.urgent")).toBeVisible();
    await expectFits(page);
    await shot(page, "desk-wrap-up-phone");
  });
});
