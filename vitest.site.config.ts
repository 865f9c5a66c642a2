import { defineConfig } from "vitest/config";

// What needs a browser and curl: `npm run test:site`, after `npm run docs`.
export default defineConfig({
  test: { include: ["test/site/**/*.test.ts"], testTimeout: 600_000, hookTimeout: 60_000 },
});
