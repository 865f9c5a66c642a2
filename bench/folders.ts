import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, realpath, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const exec = promisify(execFile);

/** What is compared; the last two come with Node. */
export const contenders = ["twilio-bindings", "twilio", "openapi-fetch", "fetch", "node:http"] as const;
export type ContenderName = (typeof contenders)[number];

/** Folders outside the repository, in which each contender is installed as a user installs it. */
export interface Folders {
  /** The contender's own folder, installed when first asked for. */
  readonly of: (contender: ContenderName) => Promise<string>;
  /** Around all of them: what is here, all contenders find. */
  readonly base: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** They are gone when the process ends. */
export async function createFolders(): Promise<Folders> {
  const base = await realpath(await mkdtemp(join(tmpdir(), "twilio-bindings-bench-")));
  // Also where the run is broken off.
  process.once("exit", () => {
    rmSync(base, { recursive: true, force: true });
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  const versions = {
    "twilio-bindings": versionOf("twilio-bindings"),
    twilio: versionOf("twilio"),
    "openapi-fetch": versionOf("openapi-fetch"),
  };
  const made = new Map<ContenderName, Promise<string>>();
  const make = async (contender: ContenderName): Promise<string> => {
    const folder = join(base, contender.replace(":", "-"));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
    if (contender === "twilio-bindings") await install(folder, await pack(base));
    else if (contender in versions) await install(folder, `${contender}@${versions[contender as "twilio"]}`);
    return folder;
  };
  return {
    base,
    versions,
    of: (contender) => {
      const folder = made.get(contender) ?? make(contender);
      made.set(contender, folder);
      return folder;
    },
  };
}

/** What is built, as `npm publish` would send it. */
async function pack(destination: string): Promise<string> {
  const { stdout } = await exec(
    "npm",
    ["pack", "--json", "--ignore-scripts", "--pack-destination", destination],
    { cwd: root },
  );
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  if (!packed) throw new Error("npm pack made nothing");
  return join(destination, packed.filename);
}

/** Installs a package, as a user does. */
export async function install(folder: string, ...specs: string[]): Promise<void> {
  await exec("npm", ["install", "--no-audit", "--no-fund", "--no-save", ...specs], { cwd: folder });
}

/** What is installed here: the versions that package.json pins. */
export function versionOf(name: string): string {
  const require = createRequire(import.meta.url);
  return (require(`${name}/package.json`) as { version: string }).version;
}
