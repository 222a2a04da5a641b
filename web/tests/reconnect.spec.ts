/*
 * A line that breaks: the page says so, goes on by itself, and has missed
 * nothing.  The floor is busy enough that it forgets what was long ago.
 */
import { SECRET } from "./floor";
import { concerned, happened, heard, record } from "./heard";
import { expect, type Page, test } from "./pages";
import { Wire } from "./wire";

const scenario = `
callfloor: 1
title: a busy line
day: {from: "08:00", to: "20:00", interval: 30m}
numbers: {hotline: {flow: welcome}}
arrivals: {hotline: {rate: 6000/h}}
flows: {welcome: [announce: 5s, queue: orders]}
reasons: {orders: {talk: exponential(2m), wrap-up: 20s, patience: exponential(4m)}}
queues: {orders: {service-level: 80% in 20s}}
agents: [{group: sales, skills: [orders], count: 250}]
`;

test.use({ floorOptions: { scenario, speed: 5 } });
test.slow();

const lost = (page: Page) => page.getByText("The connection is lost");

test("a page hears each event once, however often the line breaks", async ({
  enter,
  floor,
}) => {
  const wire = await Wire.to(floor.url);
  const page = await enter("sue", "/#/wall", wire.url);

  await record(page);
  await expect
    .poll(async () => (await heard(page)).length, { timeout: 15_000 })
    .toBeGreaterThan(50);
  for (let i = 0; i < 5; i++) {
    wire.cut();
    await page.waitForTimeout(300 + 150 * i);
  }
  wire.down();
  await expect(lost(page)).toBeVisible();
  await page.waitForTimeout(2000);
  wire.mend();
  await expect(lost(page)).toBeHidden({ timeout: 10_000 });
  await floor.clock({ paused: true });
  const { last_event } = await floor.get("/v1/state");
  await expect
    .poll(async () => (await heard(page)).at(-1), { timeout: 10_000 })
    .toBe(last_event);
  const got = await heard(page);
  const all = await happened(floor, got[0]! - 1, last_event);
  expect(all.length).toBeGreaterThan(200);
  expect(got).toEqual(all);
  await expect(page.locator("header").getByText("paused")).toBeVisible();
  await floor.clock({ paused: false });
  wire.close();
});

test("a desk hears its agent's events alone, and each of them once", async ({
  enter,
  floor,
}) => {
  const agent = "1001";
  const rest = (command: string) => floor.command("ann", { command, agent });

  await floor.command("ann", { command: "take", agent });
  await rest("not-ready");
  const wire = await Wire.to(floor.url);
  const page = await enter("ann", "/#/desk", wire.url);

  await record(page);
  await expect(page.getByRole("group", { name: "State" })).toBeVisible();
  await page.waitForTimeout(500);
  const { last_event } = await floor.get("/v1/state");
  for (let i = 0; i < 6; i++) {
    await rest("ready");
    if (i % 2 === 0) wire.cut();
    await rest("not-ready");
    await page.waitForTimeout(200 * i);
  }
  wire.down();
  await expect(lost(page)).toBeVisible();
  await floor.clock({ paused: true });
  wire.mend();
  await expect(lost(page)).toBeHidden({ timeout: 10_000 });
  const all = await concerned(floor, agent, last_event);
  expect(all.length).toBeGreaterThanOrEqual(12);
  const since = async () => (await heard(page)).filter((id) => id > last_event);
  await expect.poll(since, { timeout: 10_000 }).toEqual(all);
  const others = (await floor.get("/v1/state")).last_event - last_event;
  expect(others).toBeGreaterThan(2 * all.length);
  await floor.clock({ paused: false });
  await floor.command("ann", { command: "release", agent });
  wire.close();
});

test("what the floor has forgotten is begun anew", async ({ enter, floor }) => {
  const wire = await Wire.to(floor.url);
  const page = await enter("sue", "/#/wall", wire.url);

  await record(page);
  await expect
    .poll(async () => (await heard(page)).length, { timeout: 15_000 })
    .toBeGreaterThan(10);
  wire.down();
  await expect(lost(page)).toBeVisible();
  const before = (await heard(page)).at(-1)!;
  await floor.clock({ step: 2 * 3600 });
  const there = (await floor.get("/v1/state")).last_event;
  expect(there - before).toBeGreaterThan(65536);
  wire.mend();
  await expect(lost(page)).toBeHidden({ timeout: 10_000 });
  await expect(page.locator("header time")).toHaveText(/^12:/);
  await floor.clock({ paused: false });
  await expect
    .poll(async () => (await heard(page)).at(-1))
    .toBeGreaterThan(there);
  const got = await heard(page);
  expect(got.filter((id) => id > before && id <= there)).toEqual([]);
  wire.close();
});

test("a floor that is away is said at the sign-in", async ({
  enter,
  floor,
}) => {
  const wire = await Wire.to(floor.url);
  const page = await enter(null, "/", wire.url);

  await page.getByLabel("User").fill("sue");
  await page.getByLabel("Secret").fill(SECRET);
  wire.down();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText(/cannot be reached/);
  wire.mend();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  wire.close();
});

test("a floor that cannot be loaded can be tried again", async ({
  enter,
  floor,
}) => {
  const wire = await Wire.to(floor.url);
  const page = await enter(null, "/", wire.url);

  await page.route("/v1/snapshot", (route) => route.abort());
  await page.getByLabel("User").fill("sue");
  await page.getByLabel("Secret").fill(SECRET);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("could not be loaded")).toBeVisible();
  await page.unroute("/v1/snapshot");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("could not be loaded")).toBeHidden();
  await expect(page.locator("header").getByText("running")).toBeVisible();
  wire.close();
});

test("a token that ends while the page is open leads to the sign-in", async ({
  enter,
  floor,
}) => {
  const wire = await Wire.to(floor.url);
  const page = await enter(null, "/", wire.url);

  await page.getByLabel("User").fill("bob");
  await page.getByLabel("Secret").fill(SECRET);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  await expect(page.locator("header").getByText("running")).toBeVisible();
  const token = await page.evaluate(() =>
    sessionStorage.getItem("callfloor-token"),
  );
  await fetch(floor.url + "/v1/sessions", {
    method: "DELETE",
    headers: { Authorization: `Bearer ${token}` },
  });
  wire.cut();
  await expect(page.getByLabel("Secret")).toBeVisible({ timeout: 10_000 });
  wire.close();
});
