import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { start } from "../support/processes.ts";
import { consumers, tool } from "./installed.ts";

describe("Jest, with CommonJS", () => {
  it("runs tests that require the package, as for Node and as for a page", async () => {
    const folder = join(consumers, "jest");
    const project = (...customExportConditions: string[]) => ({
      rootDir: folder,
      testEnvironment: "node",
      testEnvironmentOptions: { customExportConditions },
    });
    const configuration = join(folder, "jest.json");
    const projects = [project("node", "node-addons"), project("browser")];
    await writeFile(configuration, JSON.stringify({ rootDir: folder, projects }));
    const args = [
      tool("jest/bin/jest.js"),
      "--ci",
      "--no-cache",
      "--watchman=false",
      "-i",
      "-c",
      configuration,
    ];
    const { code, stderr } = await start(process.execPath, args, { cwd: folder });
    expect(stderr).toContain("8 passed, 8 total");
    expect(code).toBe(0);
  });
});

interface Linted {
  readonly filePath: string;
  readonly messages: readonly { readonly message: string }[];
}

describe.each([
  ["import", "eslint-plugin-import/lib/index.js"],
  ["import-x", "eslint-plugin-import-x/lib/index.cjs"],
])("ESLint's plugin %s", (name, plugin) => {
  it("finds every entry point, and nothing where there is none", async () => {
    const folder = join(consumers, "eslint");
    const configuration = join(folder, `${name}.config.mjs`);
    const rules = {
      ...Object.fromEntries(
        ["named", "default", "namespace", "export"].map((rule) => [`${name}/${rule}`, 2]),
      ),
      [`${name}/no-unresolved`]: [2, { commonjs: true }],
    };
    await writeFile(
      configuration,
      `import plugin from ${JSON.stringify(tool(plugin))};
      export default [{ plugins: { "${name}": plugin }, rules: ${JSON.stringify(rules)} }];`,
    );
    const args = [tool("eslint/bin/eslint.js"), "-c", configuration, "-f", "json", "imports.js", "broken.js"];
    const { stdout } = await start(process.execPath, args, { cwd: folder });
    const linted = JSON.parse(stdout) as readonly Linted[];
    const messages = (file: string) =>
      linted.find(({ filePath }) => filePath.endsWith(file))?.messages.map(({ message }) => message);
    expect(messages("imports.js")).toEqual([]);
    expect(messages("broken.js")).toEqual([expect.stringContaining("Unable to resolve path to module")]);
  });
});
