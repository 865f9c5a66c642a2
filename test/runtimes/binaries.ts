import { access } from "node:fs/promises";
import { arch, platform } from "node:process";
import { fileURLToPath } from "node:url";
import { installTools } from "../support/packed.ts";

const project = fileURLToPath(new URL("binaries/", import.meta.url));

/** Fetches the runtimes of this machine's platform from npm. */
export async function fetchBinaries(): Promise<void> {
  await installTools(project);
}

/** The program of a runtime, which `binaries/package.json` names. @throws Error where npm has none */
export async function binary(runtime: string, file: string): Promise<string> {
  const path = `${project}node_modules/${runtime}-${platform}-${arch}/${file}`;
  await access(path).catch((cause: unknown) => {
    throw new Error(`test/runtimes/binaries/package.json has no ${runtime} for ${platform}-${arch}`, {
      cause,
    });
  });
  return path;
}
