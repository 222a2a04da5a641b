/*
 * Coming and going: wrong and right secrets, a token that is over, both
 * languages, a phone, and who cannot see.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SECRET } from "./floor";
import {
  expect,
  expectAccessible,
  expectFits,
  type Page,
  PHONE,
  shot,
  test,
} from "./pages";

async function signIn(page: Page, user: string, secret: string) {
  await page.getByLabel("User").fill(user);
  await page.getByLabel("Secret").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a wrong secret is said, and the right one lets in", async ({ enter }) => {
  const page = await enter(null);

  await signIn(page, "sue", "not this");
  await expect(page.getByRole("alert")).toHaveText(/do not fit/);
  await shot(page, "sign-in-wrong");
  await signIn(page, "sue", SECRET);
  await expect(page.getByRole("link", { name: "Wallboard" })).toBeVisible();
  await expect(page.getByText("sue", { exact: true })).toBeVisible();
  await expect(page.getByText("running, ×1")).toBeVisible();
});

test("a reload keeps who is in; signing out ends it", async ({
  enter,
  floor,
}) => {
  const page = await enter(null);

  await signIn(page, "ann", SECRET);
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  const token = await page.evaluate(() =>
    sessionStorage.getItem("callfloor-token"),
  );
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Secret")).toBeVisible();
  const left = await page.evaluate(() => JSON.stringify(sessionStorage));
  expect(left).not.toContain(token);
  const response = await fetch(floor.url + "/v1/me", {
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(401);
  await page.reload();
  await expect(page.getByLabel("Secret")).toBeVisible();
});

test("who is in has no secret lying about", async ({ enter }) => {
  const page = await enter(null);

  await signIn(page, "ann", SECRET);
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  expect(page.url()).not.toContain("secret");
  const kept = await page.evaluate(
    () => JSON.stringify({ ...localStorage }) + JSON.stringify(sessionStorage),
  );
  expect(kept).not.toContain(SECRET);
});

test("a token that is over leads back to the sign-in", async ({
  enter,
  floor,
}) => {
  const page = await enter(null);

  await signIn(page, "bob", SECRET);
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  const token = await page.evaluate(() =>
    sessionStorage.getItem("callfloor-token"),
  );
  await fetch(floor.url + "/v1/sessions", {
    method: "DELETE",
    headers: { Authorization: `Bearer ${token}` },
  });
  await page.reload();
  await expect(page.getByLabel("Secret")).toBeVisible();
  await signIn(page, "bob", SECRET);
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
});

test("an agent is kept from the instructor's desk", async ({ enter }) => {
  const page = await enter("ann", "/#/coach");

  await expect(page.getByRole("alert")).toHaveText(/for supervisors/);
  await expect(page.getByRole("link", { name: "Instructor" })).toHaveCount(0);
});

test("the keyboard alone signs in", async ({ enter }) => {
  const page = await enter(null);

  await expect(page.getByLabel("User")).toBeFocused();
  await page.keyboard.type("sue");
  await page.keyboard.press("Tab");
  await page.keyboard.type(SECRET);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Wallboard" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByText("To the page's content")).toBeFocused();
});

test("axe finds nothing on the sign-in", async ({ enter }) => {
  const page = await enter(null);

  await expect(page.getByLabel("Secret")).toBeVisible();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await signIn(page, "sue", "not this either");
  await expect(page.getByRole("alert")).not.toBeEmpty();
  await expectAccessible(page);
});

test("a page of another site may not stand around it", async ({
  enter,
  floor,
  faults,
}) => {
  const other = createServer((_, reply) => {
    reply.setHeader("Content-Type", "text/html");
    reply.end(`<iframe src="${floor.url}/"></iframe>`);
  });

  await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
  const { port } = other.address() as AddressInfo;
  const page = await enter(null, "/", `http://127.0.0.1:${port}`);
  await expect.poll(() => faults.join("\n")).toContain("frame-ancestors");
  await expect(page.frameLocator("iframe").getByLabel("Secret")).toHaveCount(0);
  faults.length = 0;
  other.close();
});

test("a text becomes no markup, and no script", async ({ enter, faults }) => {
  const page = await enter(null);

  await expect(page.getByLabel("Secret")).toBeVisible();
  const thrown = await page.evaluate(() => {
    const bad = '<img src="x:" onerror="window.broken = true">';
    const ways = [
      () => (document.body.innerHTML = bad),
      () => document.body.insertAdjacentHTML("beforeend", bad),
      () => document.write(bad),
      () => (document.createElement("script").text = "window.broken = true"),
      () => setTimeout("window.broken = true"),
    ];

    return ways.filter((way) => {
      try {
        way();
        return false;
      } catch {
        return true;
      }
    }).length;
  });
  expect(thrown).toBe(5);
  await expect(page.getByLabel("Secret")).toBeVisible();
  expect(await page.evaluate(() => "broken" in window)).toBe(false);
  await expect.poll(() => faults.length).toBeGreaterThanOrEqual(5);
  faults.length = 0;
});

test("a page loads nothing from elsewhere", async ({ enter, faults }) => {
  const page = await enter(null);

  await expect(page.getByLabel("Secret")).toBeVisible();
  await page.evaluate(() => {
    const image = document.createElement("img");
    const style = document.createElement("style");

    image.src = "http://127.0.0.2:9/x.png";
    style.textContent = "body { display: none }";
    document.body.append(image, style);
    void fetch("http://127.0.0.2:9/").catch(() => {});
  });
  await expect
    .poll(() => faults.join("\n"))
    .toMatch(/(?=[^]*img-src)(?=[^]*style-src)(?=[^]*connect-src)/);
  await expect(page.getByLabel("Secret")).toBeVisible();
  faults.length = 0;
});

test.describe("in Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("the page speaks it, and English when asked", async ({ enter }) => {
    const page = await enter(null);

    await expect(page.getByLabel("口令")).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
    await expectAccessible(page);
    await shot(page, "sign-in-zh");
    await page.getByRole("button", { name: "English" }).click();
    await expect(page.getByLabel("Secret")).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await page.reload();
    await expect(page.getByLabel("Secret")).toBeVisible();
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE });

  test("nothing is off the side", async ({ enter }) => {
    const page = await enter(null);

    await expect(page.getByLabel("Secret")).toBeVisible();
    await expectFits(page);
    await shot(page, "sign-in-phone");
    await signIn(page, "sue", SECRET);
    await expect(page.getByRole("link", { name: "Wallboard" })).toBeVisible();
    await expectFits(page);
    await shot(page, "top-phone");
  });
});
