/** A command of CI. */
export interface Step {
  readonly name: string;
  /** Steps of a group are one job in the workflow, and `npm run ci -- GROUP` here. */
  readonly group: Group;
  /** For a shell, with the programs of `node_modules/.bin`. */
  readonly run: string;
  /** Names of steps that must have succeeded before. */
  readonly needs?: readonly string[];
  /** Whether nothing may run next to it: it has limits of time, or takes all cores by itself. */
  readonly isAlone?: boolean;
}

export type Group =
  "tests" | "check" | "long" | "package" | "runtimes" | "site" | "prism" | "integrations" | "size" | "cli";

const TSC = "node node_modules/typescript-7/bin/tsc";
/** What tools write; \`npm run format\` leaves it out, too. */
const UNFORMATTED = "'!etc' '!CHANGELOG.md' '!**/package-lock.json'";
/** Installs a project of its own from its lock file, and nothing where that is done. */
const install = (project: string) =>
  `npm install --prefix ${project} --no-save --prefer-offline --no-audit --no-fund --loglevel=error`;

/** In the order in which they start, as far as cores are free. */
export const steps: readonly Step[] = [
  { name: "tests", group: "tests", run: "vitest run --reporter dot --project unit", isAlone: true },
  { name: "quickstart", group: "tests", run: "tsx examples/quickstart/main.ts" },

  // What others need, and what takes longest, comes first.
  { name: "compile", group: "package", run: "tsx scripts/build.ts" },
  { name: "docs", group: "site", run: "tsx scripts/docs.ts", needs: ["compile"] },
  { name: "site", group: "site", run: "vitest run --project site", needs: ["docs"] },
  { name: "lint", group: "check", run: "eslint ." },

  {
    name: "package",
    group: "package",
    run: "vitest run --reporter dot --project package",
    needs: ["compile"],
  },
  {
    name: "integrations",
    group: "integrations",
    run: `${install("examples/integrations")} && npm test --prefix examples/integrations`,
    needs: ["compile"],
  },
  { name: "runtimes", group: "runtimes", run: "tsx test/runtimes/run.ts", needs: ["compile"] },
  { name: "command line", group: "cli", run: "vitest run --reporter dot --project cli", needs: ["compile"] },
  {
    name: "prism",
    group: "prism",
    run: `${install("test/prism")} && ${TSC} -p test/prism && vitest run --reporter dot --project prism`,
  },

  { name: "types", group: "check", run: `${TSC} --noEmit` },
  // What ESLint and the generators read the sources with.
  { name: "types, TypeScript 5.9", group: "check", run: "node node_modules/typescript/bin/tsc --noEmit" },
  { name: "format", group: "check", run: `prettier --check . ${UNFORMATTED}` },
  { name: "unused, circular", group: "check", run: "knip --config scripts/ci/knip.jsonc" },
  { name: "licenses", group: "check", run: "tsx scripts/licenses.ts --check" },
  { name: "generated", group: "check", run: "tsx scripts/generate.ts --check" },
  { name: "code in the docs", group: "check", run: "tsx scripts/docs-code.ts --check" },
  { name: "spec", group: "check", run: "npm run -s spec:lint" },
  { name: "drift", group: "check", run: "tsx scripts/spec-diff.ts" },
  { name: "public types", group: "check", run: "tsx scripts/api.ts --check", needs: ["compile"] },

  { name: "size", group: "size", run: "tsx bench/size.ts", needs: ["compile"] },
  { name: "benchmark", group: "size", run: "tsx bench/main.ts --quick --only list", needs: ["compile"] },
  {
    name: "long tests",
    group: "long",
    run: "vitest run --reporter dot --project long",
    needs: ["compile"],
    isAlone: true,
  },
];

/** The steps of some groups, and what they need; all steps where no group is named. */
export function stepsOf(groups: readonly string[]): readonly Step[] {
  const unknown = groups.filter((group) => steps.every((step) => step.group !== group));
  if (unknown.length > 0)
    throw new RangeError(`Unknown: ${unknown.join(", ")}; expected ${groupNames().join(", ")}`);
  const chosen = steps.filter(({ group }) => groups.length === 0 || groups.includes(group));
  const needed = new Set(chosen.flatMap(({ name, needs = [] }) => [name, ...needs]));
  return steps.filter(({ name }) => needed.has(name));
}

export function groupNames(): readonly string[] {
  return [...new Set(steps.map(({ group }) => group))];
}
