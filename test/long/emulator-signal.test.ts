import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const program = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "emulator-"));
  await writeFile(join(folder, "seeds.json"), JSON.stringify({ count: 2_000_000 }));
});
afterAll(() => rm(folder, { recursive: true }));

it.each([
  ["--bindings", () => ["--bindings", "2000000"]],
  ["--bindings-file", () => ["--bindings", "0", "--bindings-file", join(folder, "seeds.json")]],
])("the emulator ends with 0 on a signal while it inserts millions by %s", async (_, args) => {
  const child = spawn(process.execPath, [program, "--port", "0", ...args()], { stdio: "ignore" });
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const sent = performance.now();
  child.kill("SIGINT");
  expect(await once(child, "close")).toEqual([0, null]);
  expect(performance.now() - sent).toBeLessThan(2_000);
});
