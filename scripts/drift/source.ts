import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { type OpenApiDocument, openDocument } from "../openapi/load.ts";
import { parseSource } from "../openapi/source.ts";
import { CheckError, messageOf, readText } from "./errors.ts";
import type { Lock } from "./lock.ts";
import { type Project, type Texts, readTexts } from "./project.ts";
import { fetchRelease, pinnedRelease } from "./tarball.ts";

/** Published documents, and where they come from. */
export interface Published {
  readonly source: string;
  readonly version: string;
  readonly documents: ReadonlyMap<string, OpenApiDocument>;
}

/** The version in the lock file, the newest one, or the documents in a directory or below a URL. */
export type Choice = "pinned" | "latest" | { readonly place: string };

export async function readPublished(choice: Choice, project: Project, lock: Lock): Promise<Published> {
  if (typeof choice === "object") return fromPlace(choice.place, project);
  const name = choice === "pinned" ? lock.package : project.config.package;
  const release = await (choice === "pinned"
    ? pinnedRelease(project, lock)
    : fetchRelease(project.config, "latest"));
  return {
    source: name,
    version: release.version,
    documents: parseTexts(release.texts, `${name}/`, project),
  };
}

export function parseTexts(texts: Texts, prefix: string, { config }: Project): Published["documents"] {
  const parse = ([name, text]: [string, string]) =>
    [name, openDocument(parseSource(text, `${prefix}${config.documents[name] ?? name}`))] as const;
  return new Map([...texts].map(parse));
}

async function fromPlace(place: string, project: Project): Promise<Published> {
  const isUrl = /^[a-z][a-z+.-]+:\/\//i.test(place);
  if (isUrl) assertSafe(place);
  else await assertDirectory(place);
  const prefix = isUrl ? place.replace(/\/*$/, "/") : `${resolve(place)}/`;
  const texts = await readTexts(project.config, async (file) =>
    isUrl ? fetchText(prefix + file) : readText(prefix + file),
  );
  const digest = createHash("sha256")
    .update([...texts.values()].join("\0"))
    .digest("hex");
  const version = `sha256:${digest.slice(0, 12)}`;
  return { source: place, version, documents: parseTexts(texts, prefix, project) };
}

function assertSafe(place: string): void {
  const { protocol, hostname } = new URL(place);
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  if (protocol !== "https:" && !(protocol === "http:" && isLocal)) {
    throw new CheckError(`${place} is not an https URL`);
  }
}

async function assertDirectory(place: string): Promise<void> {
  const found = await stat(place).catch(() => undefined);
  if (!found?.isDirectory()) throw new CheckError(`${place} is not a directory`);
}

async function fetchText(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await response.text();
  } catch (error) {
    // The reason of a failed fetch is in its cause.
    const inner = error instanceof Error && error.cause !== undefined ? `: ${messageOf(error.cause)}` : "";
    throw new CheckError(`${url} cannot be fetched (${messageOf(error)}${inner})`, { cause: error });
  }
}
