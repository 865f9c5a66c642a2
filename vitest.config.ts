import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Each has a configuration, and a command, of its own.
    exclude: [...configDefaults.exclude, "test/package/**", "test/prism/**", "test/site/**"],
    setupFiles: ["test/setup.ts"],
    testTimeout: 60_000,
    typecheck: { enabled: true, include: ["test/**/*.test-d.ts"], tsconfig: "./tsconfig.json" },
  },
});
