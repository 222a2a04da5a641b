/* A trainee in a lesson: his place first, what he is to do, how far he is. */
import { shipped } from "./floor";
import { expect, expectAccessible, shot, test } from "./pages";

test.use({
  floorOptions: {
    lesson: shipped("lessons/first-day.yaml"),
  },
});
test.describe.configure({ timeout: 60_000 });

test("the lesson's brief and goals are on the desk", async ({
  agent: page,
  floor,
}) => {
  const lesson = page.locator("details.lesson");

  await expect(lesson).toContainText("First day on the telephone");
  await expect(lesson).toHaveAttribute("open", "");
  await expect(lesson).toContainText("Answer within ten seconds");
  await expectAccessible(page);
  await shot(page, "desk-lesson");
  await page.getByRole("searchbox").fill("1001");
  await page.getByRole("button", { name: "Take 1001" }).click();
  await expect(page.getByRole("group", { name: "State" })).toBeVisible();
  await floor.clock({ paused: false });
  await expect(lesson).toContainText("running");
  await expect(lesson).not.toHaveAttribute("open");
  await floor.clock({ paused: true });
});
