/*
 * The wallboard: what it shows is what the floor has, and what a supervisor
 * does on it happens there.
 */
import type { Locator } from "@playwright/test";
import type { Floor } from "./floor";
import {
  expect,
  expectAccessible,
  expectFits,
  type Page,
  PHONE,
  shot,
  test,
} from "./pages";

test.use({ floorOptions: { scenario: "tests/center.yaml", speed: 10 } });

const row = (page: Page, name: string) =>
  page.getByRole("row").filter({
    has: page.getByRole("button", { name, exact: true }),
  });

const cell = (page: Page, ext: string) => page.locator(`[data-agent="${ext}"]`);

const panel = (page: Page) => page.getByRole("complementary");

async function open(page: Page, what: Locator) {
  await what.click();
  await expect(panel(page)).toBeVisible();
}

async function agent(floor: Floor, ext: string) {
  return floor.get(`/v1/agents/${ext}`);
}

async function queue(floor: Floor, name: string) {
  const { queues } = await floor.get("/v1/queues");

  return queues.find((it: { queue: string }) => it.queue === name);
}

async function campaign(floor: Floor) {
  return (await floor.get("/v1/campaigns")).campaigns[0];
}

test("the counts follow the floor", async ({ floor, supervisor: page }) => {
  await floor.clock({ paused: false, speed: 60 });
  await expect(row(page, "cards")).toBeVisible();
  await page.waitForTimeout(3000);
  await floor.clock({ paused: true });
  for (const name of ["cards", "loans"]) {
    const now = await queue(floor, name);
    const cells = row(page, name).getByRole("cell");

    await expect(cells.nth(0)).toHaveText(String(now.waiting));
    await expect(cells.nth(2)).toContainText(
      `${Math.round(now.service_level * 100)}%`,
    );
    await expect(cells.nth(3)).toHaveText(String(now.answered));
    await expect(cells.nth(4)).toContainText(String(now.abandoned));
  }
});

test("so do the agents, each of them", async ({ floor, supervisor: page }) => {
  await expect(cell(page, "1001")).toBeVisible();
  await floor.clock({ paused: false, speed: 60 });
  await page.waitForTimeout(2000);
  await floor.clock({ paused: true });
  const { agents } = await floor.get("/v1/agents");

  await expect
    .poll(() =>
      page
        .locator("[data-agent]")
        .evaluateAll((all) =>
          all.map((it) => [
            (it as HTMLElement).dataset.agent,
            (it as HTMLElement).dataset.state,
          ]),
        ),
    )
    .toEqual(
      agents.map((it: { agent: string; state: string }) => [
        it.agent,
        it.state,
      ]),
    );
  await expect(cell(page, agents[0].agent)).toContainText("1001");
});

test("a time that was out of sight is right when it is seen", async ({
  floor,
  supervisor: page,
}) => {
  await page.setViewportSize({ width: 390, height: 400 });
  const last = page.locator("[data-agent]:has(.since)").last();
  await expect(last).toBeVisible();
  await expect(last).not.toBeInViewport();
  await floor.clock({ paused: false, speed: 60 });
  await page.waitForTimeout(2000);
  await floor.clock({ paused: true });
  await last.scrollIntoViewIfNeeded();
  const { now } = await floor.get("/v1/state");
  const { since } = await agent(
    floor,
    (await last.getAttribute("data-agent")) ?? "",
  );
  const shown = async () =>
    (await last.locator(".since").innerText())
      .split(":")
      .reduce((sum, part) => sum * 60 + Number(part), 0);
  await expect.poll(shown).toBe(Math.floor(now - since));
});

test("states, groups and words choose who is shown", async ({
  floor,
  supervisor: page,
}) => {
  await floor.clock({ paused: true });
  const { agents } = await floor.get("/v1/agents");
  const talking = agents.filter(
    (it: { state: string }) => it.state === "talking",
  ).length;
  const all = page.locator("[data-agent]");

  expect(talking).toBeGreaterThan(0);
  await page.getByRole("button", { name: /^Talking/ }).click();
  await expect(all).toHaveCount(talking);
  await page.getByRole("button", { name: /^Talking/ }).click();
  await page.getByLabel("Group").selectOption("night");
  await expect(all).toHaveCount(2);
  await page.getByLabel("Extension, name or reason").fill("nobody at all");
  await expect(page.getByText("No agent fits.")).toBeVisible();
  await page.getByRole("button", { name: "Show everyone" }).click();
  await expect(all).toHaveCount(agents.length);
});

test("the day by intervals is drawn, and is a table", async ({
  floor,
  supervisor: page,
}) => {
  await floor.clock({ paused: true });
  const { queues } = await floor.get("/v1/history");
  const chart = page.getByRole("img", { name: /^Service level of cards/ });

  await page
    .getByRole("combobox", { name: "Queue", exact: true })
    .selectOption("cards");
  await expect(chart.locator("canvas")).toBeVisible();
  await page.getByText("As a table").click();
  const rows = page.getByRole("row").filter({ hasText: "08:30–09:00" });
  await expect(rows.getByRole("cell").nth(2)).toHaveText(
    String(queues.cards[1].answered),
  );
});

test("a queue is closed, opened, overflows and offers callbacks", async ({
  floor,
  supervisor: page,
}) => {
  await floor.clock({ paused: false, speed: 10 });
  await open(page, page.getByRole("button", { name: "loans", exact: true }));
  const press = (name: string) =>
    panel(page).getByRole("button", { name, exact: true }).click();

  await press("Close the queue");
  await expect(row(page, "loans")).toContainText("closed");
  expect((await queue(floor, "loans")).open).toBe(false);
  await press("Open the queue");
  await expect(row(page, "loans")).not.toContainText("closed");
  await panel(page).getByLabel("To queue").selectOption("cards");
  await press("Open the overflow");
  await expect(row(page, "loans")).toContainText("overflows to cards");
  expect((await queue(floor, "loans")).overflows_to).toBe("cards");
  await press("Close the overflow");
  await expect(row(page, "loans")).not.toContainText("overflows");
  await press("Offer a callback");
  await expect(row(page, "loans")).toContainText("offers callback");
  expect((await queue(floor, "loans")).offers_callback).toBe(true);
  await press("Offer no more callbacks");
  await expect(row(page, "loans")).not.toContainText("offers callback");
});

test("skills are moved", async ({ floor, supervisor: page }) => {
  const serves = async () =>
    (await agent(floor, "1002")).queues.map(
      (it: {
        queue: string;
        penalty: number;
        speed: number;
        paused: boolean;
      }) => [it.queue, it.penalty, it.speed, it.paused],
    );

  await open(page, cell(page, "1002"));
  await panel(page)
    .getByRole("combobox", { name: "Add to queue" })
    .selectOption("loans");
  await panel(page)
    .getByRole("combobox", { name: "Penalty", exact: true })
    .selectOption("2");
  await panel(page).getByRole("button", { name: "Add", exact: true }).click();
  await expect(panel(page).getByLabel("Penalty in loans")).toHaveValue("2");
  await panel(page).getByLabel("Penalty in loans").selectOption("1");
  await panel(page).getByLabel("Speed in loans").fill("1.25");
  await page.waitForTimeout(1500); // he types slowly, and the floor goes on
  await panel(page).getByLabel("Speed in loans").press("Enter");
  await panel(page).getByRole("button", { name: "Pause in cards" }).click();
  await expect(
    panel(page).getByRole("button", { name: "Resume in cards" }),
  ).toBeVisible();
  await expect
    .poll(serves)
    .toEqual(
      expect.arrayContaining([
        expect.arrayContaining(["cards", true]),
        ["loans", 1, 1.25, false],
      ]),
    );
  await panel(page).getByRole("button", { name: "Resume in cards" }).click();
  await panel(page).getByRole("button", { name: "Remove from loans" }).click();
  await expect.poll(async () => (await serves()).length).toBe(1);
});

test("a campaign's mode and level", async ({ floor, supervisor: page }) => {
  const renewals = page
    .getByRole("region", { name: "Campaigns" })
    .getByRole("button", { name: "renewals", exact: true });

  await open(page, renewals);
  await panel(page)
    .getByRole("spinbutton", { name: "Lines per agent" })
    .fill("1.7");
  await panel(page).getByRole("button", { name: "Set level" }).click();
  await panel(page)
    .getByRole("combobox", { name: "Mode" })
    .selectOption("progressive");
  await panel(page).getByRole("button", { name: "Set mode" }).click();
  await expect(page.getByRole("region", { name: "Campaigns" })).toContainText(
    "Progressive",
  );
  expect((await campaign(floor)).mode).toBe("progressive");
});

test("the ledger is the campaign's", async ({ floor, supervisor: page }) => {
  await floor.clock({ paused: false, speed: 60 });
  await expect
    .poll(async () => (await campaign(floor)).connected)
    .toBeGreaterThan(0);
  await floor.clock({ paused: true });
  const now = await campaign(floor);
  const cells = page
    .getByRole("region", { name: "Campaigns" })
    .getByRole("row")
    .nth(1)
    .getByRole("cell");

  await expect(cells.nth(0)).toHaveText(String(now.attempts));
  await expect(cells.nth(1)).toHaveText(String(now.connected));
  const lost = now.dropped + now.hung_up; // no law judges this campaign
  const share = (lost / (now.connected + lost)) * 100;
  await expect(cells.nth(2)).toHaveText(`${share.toFixed(1)}%`);
});

test("a break is asked for, refused and approved", async ({
  enter,
  floor,
  supervisor: page,
}) => {
  await floor.clock({ paused: false, speed: 1 });
  await enter("ann", "/#/desk"); // his link is there
  await floor.command("ann", { command: "take", agent: "1001" });
  const ask = () =>
    floor.command("ann", {
      command: "ask-break",
      agent: "1001",
      length: 600,
      text: "tea",
    });

  await ask();
  const asked = page.getByRole("region", { name: "Breaks asked for" });
  await expect(asked).toContainText("10 min · tea");
  await shot(page, "wall-break");
  await page.getByRole("button", { name: "Refuse the break of 1001" }).click();
  await expect(asked).toHaveCount(0);
  await ask();
  await page.getByRole("button", { name: "Approve the break of 1001" }).click();
  await expect(asked).toHaveCount(0);
  expect((await agent(floor, "1001")).break_asked).toBeNull();
  await floor.command("ann", { command: "release", agent: "1001" });
});

test("a break and overtime are given", async ({ floor, supervisor: page }) => {
  await floor.clock({ paused: false, speed: 10 });
  await open(page, cell(page, "1016"));
  await panel(page).getByRole("button", { name: "Overtime" }).click();
  await panel(page).getByLabel("Break of").selectOption("300");
  await panel(page).getByRole("button", { name: "Break", exact: true }).click();
  await floor.clock({ speed: 60 });
  await expect(cell(page, "1016")).toHaveAttribute("data-state", "break");
  await floor.clock({ speed: 10 });
});

test("a supervisor listens, whispers and barges in from a seat", async ({
  floor,
  supervisor: page,
}) => {
  const way = async () => {
    const { monitored_by, monitoring } = await agent(floor, "1003");
    return [monitored_by, monitoring];
  };
  const press = (name: string) =>
    panel(page).getByRole("button", { name, exact: true }).click();

  await open(page, cell(page, "1003"));
  await panel(page).getByLabel("Your seat").selectOption("1033");
  await press("Take the seat");
  await press("Listen");
  await expect.poll(way).toEqual(["1033", "listens"]);
  await expect(cell(page, "1003")).toContainText("1033 listens");
  await press("Whisper");
  await expect.poll(way).toEqual(["1033", "whispers"]);
  await expect(panel(page)).toContainText("You whisper as 1033");
  await press("Barge in");
  await expect.poll(way).toEqual(["1033", "barges"]);
  await press("Stop");
  await expect.poll(way).toEqual([null, "off"]);
  await floor.command("sue", { command: "release", agent: "1033" });
});

test("what the floor refuses is said", async ({ floor, supervisor: page }) => {
  await open(page, page.getByRole("button", { name: "cards", exact: true }));
  await page.route("/v1/commands", async (route) => {
    await floor.command("sue", { command: "close-queue", queue: "cards" });
    await route.continue();
  });
  await panel(page).getByRole("button", { name: "Close the queue" }).click();
  await expect(page.getByText("queue cards is closed already")).toBeVisible();
  await floor.command("sue", { command: "open-queue", queue: "cards" });
});

test("an agent sees it and commands nothing", async ({ agent: page }) => {
  await page.goto("/#/wall");
  await open(page, page.getByRole("button", { name: "cards", exact: true }));
  await expect(
    panel(page).getByRole("button", { name: "Close the queue" }),
  ).toHaveCount(0);
  await open(page, cell(page, "1004"));
  await expect(panel(page).getByText("Serves")).toBeVisible();
  await expect(panel(page).getByLabel("Penalty in cards")).toBeDisabled();
  await expect(panel(page).getByText("Overtime")).toHaveCount(0);
});

test("the keyboard alone finds an agent and comes back", async ({
  supervisor: page,
}) => {
  await cell(page, "1001").focus();
  await page.keyboard.press("ArrowRight");
  await expect(cell(page, "1002")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Agent 1002" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(panel(page)).toHaveCount(0);
  await expect(cell(page, "1002")).toBeFocused();
});

test("axe finds nothing, in the light and in the dark", async ({
  floor,
  supervisor: page,
}) => {
  test.slow();
  await floor.clock({ paused: true });
  await open(page, cell(page, "1005"));
  await expect(panel(page).getByText("Serves")).toBeVisible();
  await page.getByText("As a table").click();
  await expectAccessible(page);
  await shot(page, "wall");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await shot(page, "wall-dark");
});

test("the big screen fills it, and Escape leaves", async ({
  supervisor: page,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.getByRole("button", { name: "Big screen" }).click();
  const figure = page.locator(".tile dd").first();

  await expect(figure).toBeVisible();
  // Read from 5 m on a screen 68 cm high: 25 mm and more for a figure.
  const high = await figure.evaluate((it) =>
    parseFloat(getComputedStyle(it).fontSize),
  );
  expect((high * 0.7 * 680) / 1080).toBeGreaterThan(25);
  await expectAccessible(page);
  await shot(page, "wall-big", false);
  await page.getByRole("button", { name: "Leave the big screen" }).click();
  await expect(cell(page, "1001")).toBeVisible();
});

test("who comes back finds the floor as it is", async ({
  floor,
  supervisor: page,
}) => {
  await page.goto("/#/wall?big");
  await page.reload();
  await expect(page.locator(".tile").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(row(page, "cards")).toBeVisible();
  await floor.clock({ paused: true });
});

test("an empty and a failed part say so", async ({ enter }) => {
  const page = await enter("sue");

  await page.route("/v1/history", (route) => route.fulfill({ status: 500 }));
  await page.goto("/#/wall");
  await expect(
    page.getByText("The intervals could not be loaded."),
  ).toBeVisible();
  await page.unroute("/v1/history");
  await page.route("/v1/history", (route) => route.fulfill({ status: 404 }));
  await page.reload();
  await expect(page.getByText("This floor keeps no intervals.")).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE });

  test("nothing is off the side", async ({ supervisor: page }) => {
    await expect(row(page, "cards")).toBeVisible();
    await expectFits(page);
    await shot(page, "wall-phone");
    await open(page, cell(page, "1005"));
    await expect(panel(page).getByText("Serves")).toBeVisible();
    await expectFits(page);
    await expectAccessible(page);
    await shot(page, "wall-phone-agent", false);
  });
});

test.describe("in Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("all of it speaks Chinese", async ({ supervisor: page }) => {
    await expect(page.getByRole("heading", { name: "实时大屏" })).toBeVisible();
    await open(page, cell(page, "1005"));
    await expect(panel(page).getByText("服务队列")).toBeVisible();
    await shot(page, "wall-zh");
  });
});
