/*
 * The instructor's desk: the clock, what he makes happen, trainees, the
 * lesson, the timeline and what is exported of it.
 */
import { readFileSync } from "node:fs";
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

test.use({ floorOptions: { scenario: "tests/center.yaml", speed: 1 } });

const state = (floor: Floor) => floor.get("/v1/state");

const region = (page: Page, name: string) => page.getByRole("region", { name });

const button = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true });

test("the clock: start, pause, speed, step and jump", async ({
  enter,
  floor,
}) => {
  const page = await enter("sue", "/#/coach");
  const clock = region(page, "Clock");

  await clock.getByRole("button", { name: "Pause" }).click();
  await expect.poll(async () => (await state(floor)).clock).toBe("paused");
  await clock.getByRole("button", { name: "×30" }).click();
  await expect.poll(async () => (await state(floor)).speed).toBe(30);
  await clock.getByLabel(/^Speed/).fill("47");
  await expect.poll(async () => (await state(floor)).speed).toBe(47);
  const { now } = await state(floor);
  await clock.getByRole("button", { name: "+5:00" }).click();
  await expect
    .poll(async () => (await state(floor)).now)
    .toBeCloseTo(now + 300);
  await clock.getByLabel("Jump to").fill("10:45");
  await clock.getByRole("button", { name: "Jump", exact: true }).click();
  await expect.poll(async () => (await state(floor)).now).toBe(38700);
  await expect(clock.locator("time")).toHaveText("10:45:00");
  await clock.getByLabel("Jump to").fill("10:00");
  await clock.getByRole("button", { name: "Jump", exact: true }).click();
  await expect(page.getByText("time goes on only")).toBeVisible();
  await clock.getByRole("button", { name: "×1", exact: true }).click();
  await clock.getByRole("button", { name: "Start" }).click();
  await expect.poll(async () => (await state(floor)).clock).toBe("running");
});

test("what happens is made to happen", async ({ enter, floor }) => {
  const page = await enter("admin", "/#/coach");
  const inject = region(page, "Make something happen");
  const sent = page.waitForRequest((it) => it.method() === "POST");

  await inject.getByLabel("Times as many calls").fill("3");
  await inject
    .getByRole("form", { name: "Surge" })
    .getByRole("button", { name: "Do it" })
    .click();
  expect((await sent).postDataJSON()).toEqual({
    command: "surge",
    value: 3,
    length: 900,
  });
  await expect(inject.getByRole("log")).toContainText("Surge: done at");
  const outage = inject.getByRole("form", { name: "Outage" });
  await outage.getByLabel("Site").selectOption("home");
  await outage.getByLabel("Its calls are cut").check();
  await outage.getByRole("button", { name: "Do it" }).click();
  await expect(inject.getByRole("log")).toContainText("Outage: done at");
  const { sites } = await floor.get("/v1/sites");
  expect(sites.find((it: { site: string }) => it.site === "home").down).toBe(
    true,
  );
  const absence = inject.getByRole("form", { name: "Absence" });
  await absence.getByLabel("Group or shift").selectOption("night");
  await absence.getByLabel("Share that leaves [%]").fill("100");
  await absence.getByRole("button", { name: "Do it" }).click();
  await expect(inject.getByRole("log")).toContainText("Absence: done at");
  const bad = inject.getByRole("form", { name: "Bad list" });
  await bad.getByRole("button", { name: "Do it" }).click();
  await expect(inject.getByRole("log")).toContainText("Bad list: done at");
  await shot(page, "coach-inject");
});

test("who may not is told which role may", async ({ enter, floor }) => {
  const page = await enter("sue", "/#/coach");
  const { commands } = await floor.get("/v1/commands");
  const admins = commands.filter(
    (it: { command: string; role: string }) =>
      ["surge", "outage", "absence", "bad-list"].includes(it.command) &&
      it.role === "admin",
  );

  await expect(
    region(page, "Make something happen").getByText(
      "This takes the role admin.",
    ),
  ).toHaveCount(admins.length);
});

test("trainees are there, watched and released", async ({ enter, floor }) => {
  const page = await enter("admin", "/#/coach");
  const seats = region(page, "Trainees");

  await enter("ann", "/#/desk"); // his link is there
  await floor.command("ann", { command: "take", agent: "1001" });
  const row = seats.getByRole("row", { name: /1001/ });
  await expect(row).toContainText("ann");
  await expect(
    row.getByRole("link", { name: "Watch the desktop of 1001" }),
  ).toHaveAttribute("href", "#/desk?agent=1001&watch");
  await row.getByRole("button", { name: "Simulate agent 1001 again" }).click();
  await expect(row).toHaveCount(0);
  await seats.getByLabel("Agent").first().selectOption("1005");
  await expect(seats.locator("code")).toHaveText(
    `${floor.url}/#/desk?agent=1005`,
  );
});

test("the timeline is shown and exported", async ({ enter, floor }) => {
  const page = await enter("sue", "/#/coach");
  const timeline = region(page, "Timeline").first();

  await enter("bob", "/#/desk");
  await floor.command("bob", { command: "take", agent: "1002" });
  await button(page, "Load again").click();
  await expect(timeline.getByRole("row", { name: /1002/ })).toContainText(
    "bob",
  );
  await timeline.getByText("What happened").click();
  await expect(timeline.getByRole("listitem").last()).toContainText("Sat down");
  for (const [name, begins] of [
    ["HTML", "<!doctype html>"],
    ["CSV", "user"],
  ] as const) {
    const saved = page.waitForEvent("download");
    await button(page, `Export ${name}`).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe(`timeline.${name.toLowerCase()}`);
    const text = readFileSync(await file.path(), "utf8");
    expect(text.toLowerCase()).toContain(begins);
    expect(text).toContain("bob");
  }
  await floor.command("bob", { command: "release", agent: "1002" });
});

test("without a lesson it says how to have one", async ({ enter }) => {
  const page = await enter("sue", "/#/coach");

  await expect(region(page, "Lesson")).toContainText(
    "callfloor live --lesson FILE",
  );
});

const LESSON = {
  id: "first",
  title: { en: "First day <b>on</b> the phone", zh: "第一天" },
  brief: { en: "Answer within ten seconds.", zh: "十秒内接听。" },
  from: 36000,
  to: 37800,
  state: "running",
  roles: [
    {
      user: "ann",
      name: { en: "Trainee", zh: "学员" },
      role: "agent",
      agent: "1001",
    },
    {
      user: "sue",
      name: { en: "Instructor", zh: "教练" },
      role: "supervisor",
      agent: null,
    },
  ],
  events: [
    {
      at: 36300,
      says: { en: "Twice as many call", zh: "来电翻倍" },
      command: "surge",
      done: true,
      refused: null,
    },
    {
      at: 36600,
      says: { en: "The site is down", zh: "职场中断" },
      command: "outage",
      done: false,
      refused: null,
    },
  ],
  goals: [
    {
      says: { en: "Answers at once", zh: "立即接听" },
      measure: "answer-speed",
      at_least: null,
      at_most: 10,
      who: "ann",
      queue: null,
      campaign: null,
      value: 8.4,
      met: true,
    },
    {
      says: { en: "The cards are on target", zh: "信用卡达标" },
      measure: "service-level",
      at_least: 0.8,
      at_most: null,
      who: null,
      queue: "cards",
      campaign: null,
      value: 0.71,
      met: false,
    },
  ],
};

test("a lesson: its events and goals, and only text", async ({ enter }) => {
  const page = await enter("sue", "/#/wall");

  await page.route("/v1/lesson", (route) => route.fulfill({ json: LESSON }));
  await page.goto("/#/coach");
  const lesson = region(page, "Lesson");
  await expect(lesson).toContainText("First day <b>on</b> the phone");
  await expect(
    lesson.getByRole("row", { name: /Answers at once/ }),
  ).toContainText("at most 10 s8.4 smet");
  await expect(
    lesson.getByRole("row", { name: /The cards are on target/ }),
  ).toContainText("at least 80%71%not met");
  await expect(lesson.getByText("Twice as many call")).toContainText("done");
  await expectAccessible(page, ".lesson");
  await shot(page, "coach-lesson");
  await page.emulateMedia({ colorScheme: "dark" });
  await shot(page, "coach-lesson-dark");
});

test("a part that fails says why", async ({ enter }) => {
  const page = await enter("sue", "/#/wall");

  await page.route(/\/v1\/(lesson|timeline)$/, (route) =>
    route.fulfill({
      status: 500,
      json: { error: { code: "broken", message: "out of order" } },
    }),
  );
  await page.goto("/#/coach");
  await expect(page.getByText("out of order")).toHaveCount(2);
});

test("axe finds nothing", async ({ enter }) => {
  const page = await enter("sue", "/#/coach");

  await expect(region(page, "Trainees")).toBeVisible();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE });

  test("nothing is off the side", async ({ enter }) => {
    const page = await enter("admin", "/#/coach");

    await expect(region(page, "Clock")).toBeVisible();
    await expectFits(page);
    await shot(page, "coach-phone");
  });
});

test.describe("in Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("all of it speaks Chinese", async ({ enter }) => {
    const page = await enter("sue", "/#/coach");

    await expect(page.getByRole("heading", { name: "教练台" })).toBeVisible();
    await shot(page, "coach-zh");
  });
});
