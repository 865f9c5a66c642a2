import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Much of what the tests do is waiting for sockets and timers, so more files run than there are cores. */
const maxWorkers = availableParallelism() + 1;

/** What `npm run test:long` repeats at full size (`sized` in test/support/size.ts) or runs alone. */
const sized = [
  "test/drift/properties.test.ts",
  "test/emulator/lists.test.ts",
  "test/faults/{abort,listing,raw-sockets,remove-all}.test.ts",
  "test/http/{abort,parameters,path-safety}.test.ts",
  "test/model/model.test.ts",
  "test/{samples,sids}.test.ts",
];

/** A project for each command: `vitest run --project NAME`, and a file's name to run that file alone. */
export default defineConfig({
  test: {
    maxWorkers,
    projects: [
      {
        // npm test
        test: {
          name: "unit",
          pool: "threads",
          isolate: false,
          include: ["test/**/*.test.ts"],
          exclude: ["test/{long,package,prism,site}/**", "test/cli/long/**", "**/node_modules/**"],
          globalSetup: "test/build.ts",
          setupFiles: ["test/setup.ts"],
          testTimeout: 60_000,
          typecheck: {
            enabled: true,
            checker: "node_modules/typescript-7/bin/tsc",
            include: ["test/**/*.test-d.ts"],
            tsconfig: "./tsconfig.json",
          },
        },
      },
      {
        // npm run test:long
        test: {
          name: "long",
          pool: "threads",
          include: ["test/long/*.test.ts", ...sized],
          globalSetup: "test/build.ts",
          setupFiles: ["test/setup.ts"],
          env: { TEST_SIZE: "long" },
          testTimeout: 600_000,
        },
      },
      {
        // npm run ci -- package: compilers and bundlers of users, each of which takes a core.
        test: {
          name: "package",
          include: ["test/package/*.test.ts"],
          globalSetup: "test/package/setup.ts",
          testTimeout: 300_000,
          maxConcurrency: 2,
        },
      },
      {
        // npm run ci -- cli: the command line as processes, some in a pseudo-terminal, which needs Python.
        test: {
          name: "cli",
          include: ["test/cli/**/*.test.ts"],
          globalSetup: "test/cli/build.ts",
          setupFiles: ["test/setup.ts"],
          testTimeout: 300_000,
        },
      },
      {
        // npm run ci -- prism
        test: { name: "prism", include: ["test/prism/*.test.ts"], testTimeout: 60_000 },
      },
      {
        // npm run test:site, after npm run docs: needs Chromium and curl.
        test: { name: "site", include: ["test/site/*.test.ts"], testTimeout: 600_000, hookTimeout: 60_000 },
      },
    ],
  },
});
