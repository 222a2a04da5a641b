/*
 * The pages in a real Chromium, served by the real program.  Neither is
 * fetched: CALLFLOOR_PROGRAM and CHROMIUM say where they are.
 */
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results/traces",
  timeout: 30_000,
  workers: Number(process.env.WORKERS ?? 2),
  reporter: [["list"]],
  // What measures time has the machine to itself: no trace of it is kept, for
  // that films every page, which costs more than to draw it.
  projects: [
    { name: "pages", testIgnore: "load.spec.ts" },
    {
      name: "load",
      testMatch: "load.spec.ts",
      dependencies: ["pages"],
      use: { trace: "off" },
    },
  ],
  use: {
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--disable-dev-shm-usage"],
    },
    contextOptions: { reducedMotion: "reduce" },
    locale: "en-GB",
    viewport: { width: 1280, height: 800 },
    trace: "retain-on-failure",
  },
});
