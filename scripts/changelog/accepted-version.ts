import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";

/** A published version of Twilio's documents. */
export interface AcceptedVersion {
  readonly package: string;
  readonly version: string;
}

/** The accepted version, as openapi/published.lock.yaml pins it. */
export async function readAcceptedVersion(project: string): Promise<AcceptedVersion> {
  const lock = parse(
    await readFile(join(project, "openapi", "published.lock.yaml"), "utf8"),
  ) as AcceptedVersion;
  return { package: lock.package, version: lock.version };
}

/** Writes the accepted version into package.json, for whoever depends on the package. */
export async function recordAcceptedVersion(project: string): Promise<void> {
  const file = join(project, "package.json");
  const text = await readFile(file, "utf8").catch(() => undefined);
  // A project that is not a package has nobody to tell.
  if (text === undefined) return;
  const manifest = JSON.parse(text) as Record<string, unknown>;
  manifest["twilioOpenApi"] = await readAcceptedVersion(project);
  await writeFile(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}
