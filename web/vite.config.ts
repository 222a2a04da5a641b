import { defineConfig } from "vitest/config";

// The floor that the pages of `npm run dev` show.
const floor = process.env.CALLFLOOR ?? "http://127.0.0.1:8080";

export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  // The floor's content security policy lets nothing in that is inline.
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: false },
  // The page and the floor see one host: the floor refuses what has two.
  server: { proxy: { "/v1": { target: floor } } },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"] },
});
