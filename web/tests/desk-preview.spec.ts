/* A record to call comes to the desk: it is dialed, or skipped. */
import { shipped } from "./floor";
import { expect, expectAccessible, type Floor, shot, test } from "./pages";

test.use({
  floorOptions: {
    scenario: shipped("outbound/preview.yaml"),
    from: "14:10",
  },
});
test.describe.configure({ timeout: 60_000 });

const MINE = "1001";

async function until(floor: Floor, states: string[]) {
  for (let i = 0; i < 400; i++) {
    const { state } = await floor.get(`/v1/agents/${MINE}`);
    if (states.includes(state)) return state as string;
    await floor.clock({ step: 2 });
  }
  throw new Error(`never ${states.join(" or ")}`);
}

test("a record is skipped, the next one dialed", async ({
  agent: page,
  floor,
}) => {
  await floor.clock({ paused: true });
  await page.getByRole("searchbox").fill(MINE);
  await page.getByRole("button", { name: `Take ${MINE}` }).click();
  await expect(page.getByRole("group", { name: "State" })).toBeVisible();
  if ((await until(floor, ["preview", "talking", "wrap-up"])) !== "preview") {
    await floor.call("ann", "POST", "/v1/commands", {
      command: "hang-up",
      agent: MINE,
    });
    await page.keyboard.press("Alt+r");
    await until(floor, ["preview"]);
  }
  const heading = page.getByRole("heading", { name: "Record to call" });
  await expect(heading).toBeVisible();
  await expect(page.locator(".record")).toContainText("renewals");
  await expect(page.locator(".record")).toContainText("Attempts so far");
  await expectAccessible(page);
  await shot(page, "desk-preview");
  const skipped = (await floor.get("/v1/campaigns")).campaigns[0].skipped;
  await page.keyboard.press("Alt+p");
  await expect
    .poll(async () => (await floor.get("/v1/campaigns")).campaigns[0].skipped)
    .toBe(skipped + 1);
  await until(floor, ["preview"]);
  await expect(heading).toBeVisible();
  await page.keyboard.press("Alt+i");
  await expect(heading).toHaveCount(0);
});
