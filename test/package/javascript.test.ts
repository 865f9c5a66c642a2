import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { start } from "../support/processes.ts";
import { consumers, directory } from "./installed.ts";

describe("JavaScript", () => {
  it.each(["esm.js", "commonjs.cjs"])("runs as %s", async (program) => {
    const ended = await start(process.execPath, [join(consumers, program)], { cwd: directory });
    expect(ended).toEqual({ code: 0, stdout: "ok\n", stderr: "" });
  });
});
