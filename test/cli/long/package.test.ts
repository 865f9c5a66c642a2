import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { output, start } from "../../support/processes.ts";
import { serviceSid } from "../../support/sids.ts";
import { serve } from "../support.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
let folder: string;

/** Packs a package of the repository, and returns the name of the tarball. */
async function pack(...args: readonly string[]): Promise<string> {
  const packed = await output("npm", ["pack", ...args, "--json", "--ignore-scripts", "--loglevel=error"], {
    cwd: folder,
  });
  return /"filename": "([^"]+)"/.exec(packed)?.[1] ?? "";
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cli-package-"));
  const tarballs = [await pack(join(root, "cli")), await pack(root)];
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  await output("npm", ["install", ...quiet, ...tarballs.map((name) => `./${name}`)], { cwd: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the package", () => {
  it("is one package that needs no other, of at most 1 MB", async () => {
    const home = join(folder, "node_modules/twilio-bindings-cli");
    const manifest = JSON.parse(await readFile(join(home, "package.json"), "utf8")) as object;
    expect(manifest).not.toHaveProperty("dependencies");
    expect(manifest).not.toHaveProperty("scripts");
    expect((await readdir(join(folder, "node_modules"))).filter((name) => !name.startsWith("."))).toEqual([
      "twilio-bindings",
      "twilio-bindings-cli",
    ]);
    const files = await readdir(home, { recursive: true, withFileTypes: true });
    const sizes = files
      .filter((file) => file.isFile())
      .map(async (file) => (await stat(join(file.parentPath, file.name))).size);
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeLessThan(1_000_000);
    expect((await readdir(home)).sort()).toEqual([
      "LICENSE",
      "README.md",
      "THIRD-PARTY.md",
      "dist",
      "package.json",
    ]);
  });

  it("names no path of the machine it was made on", async () => {
    const home = join(folder, "node_modules/twilio-bindings-cli/dist");
    for (const name of await readdir(home))
      expect((await readFile(join(home, name), "utf8")).includes(root)).toBe(false);
  });

  it("runs as npx runs it", async () => {
    const { env } = await serve([{ count: 7 }]);
    const npx = (...args: readonly string[]) =>
      start("npx", ["--offline", "twilio-bindings-cli", ...args], {
        cwd: folder,
        env: { ...process.env, ...env },
      });
    const counted = await npx("count", "--service", serviceSid, "--by", "service", "--format", "csv");
    expect(counted).toMatchObject({ code: 0, stdout: `service,count\n${serviceSid},7\n` });
    expect((await npx("list")).code).toBe(2);
    const named = await start(join(folder, "node_modules/.bin/twilio-bindings"), ["--version"], {
      cwd: folder,
    });
    expect(named.code).toBe(0);
  });
});
