import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { start } from "../support/processes.ts";
import { consumers, directory, tool } from "./installed.ts";

const oldest = tool(`node-22.11-${process.platform}-${process.arch}/bin/node`);

describe.each([
  ["Node", process.execPath, []],
  ["Node that may not require ES modules", process.execPath, ["--no-experimental-require-module"]],
  ["Node 22.11", oldest, []],
])("%s", (_, node, flags) => {
  // npm has no binary of 22.11 for every system.
  it.skipIf(!existsSync(node)).each(["esm.js", "commonjs.cjs", "instances.js"])(
    "runs %s",
    async (program) => {
      const file = join(consumers, "javascript", program);
      // A JSON module is experimental in the older ones.
      const args = [...flags, "--disable-warning=ExperimentalWarning", file];
      expect(await start(node, args, { cwd: directory })).toEqual({ code: 0, stdout: "ok\n", stderr: "" });
    },
  );
});
