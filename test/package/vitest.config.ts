import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: fileURLToPath(new URL(".", import.meta.url)),
    include: ["*.test.ts"],
    globalSetup: "./setup.ts",
    // Compilers and bundlers on a busy machine.
    testTimeout: 300_000,
    maxWorkers: 2,
    maxConcurrency: 2,
  },
});
