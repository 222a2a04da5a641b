/* Chats beside each other: each is answered, talked in and disposed of. */
import { fileURLToPath } from "node:url";
import { expect, expectAccessible, type Floor, shot, test } from "./pages";

test.use({
  floorOptions: {
    scenario: fileURLToPath(new URL("desk-chat.yaml", import.meta.url)),
    from: "08:00",
  },
});
test.describe.configure({ timeout: 60_000 });

const MINE = "1001";

const chats = async (floor: Floor) =>
  (await floor.get(`/v1/agents/${MINE}`)).chats as number[];

async function until(floor: Floor, n: number) {
  for (let i = 0; i < 300; i++) {
    if ((await chats(floor)).length >= n) return;
    await floor.clock({ step: 1 });
  }
  throw new Error(`never ${n} chats`);
}

test("two chats are answered, and one of them ended", async ({
  agent: page,
  floor,
}) => {
  const button = (name: RegExp) => page.getByRole("button", { name });
  const log = page.getByRole("log");

  await floor.clock({ paused: true });
  await page.getByRole("searchbox").fill(MINE);
  await button(/^Take/).click();
  await expect(page.getByRole("group", { name: "State" })).toBeVisible();
  await until(floor, 1);
  await expect(page.getByRole("alert")).toContainText("A chat comes in");
  await page.keyboard.press("Alt+a");
  await expect(log).toContainText("I have moved.");
  await until(floor, 2);
  await expect(button(/^Chat .* new$/)).toBeVisible();
  await expectAccessible(page);
  await shot(page, "desk-chats");
  await page.keyboard.press("Alt+a"); // shows it
  await expect(button(/^Answer/)).toBeVisible();
  await page.keyboard.press("Alt+a");
  await expect(log).toContainText("I have moved.");
  await page.keyboard.press("Alt+1");
  await expect(log).toContainText("Your address is changed.");
  const [first] = await chats(floor);
  await button(new RegExp(`^Chat ${first}`)).click();
  await expect(log).not.toContainText("Your address is changed.");
  await button(/^End chat/).click();
  await expect(page.locator(".outcome.urgent")).toBeVisible();
  await page.getByLabel("Solved").check();
  await shot(page, "desk-chat-outcome");
  await button(/^Save and close/).click();
  await expect.poll(() => chats(floor)).not.toContain(first);
  await expect(button(new RegExp(`^Chat ${first}`))).toHaveCount(0);
});
