import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { readFile } from "node:fs/promises";
import { type OpenApiDocument, openDocument } from "../openapi/load.ts";
import { parseSource } from "../openapi/source.ts";
import { type PerDocument, type Project, perDocument, perDocumentAsync, publishedFile } from "./documents.ts";
import { CheckError, messageOf } from "./errors.ts";
import type { Lock } from "./lock.ts";
import { type Release, fetchRelease, pinnedRelease } from "./tarball.ts";

/** Published documents, and where they come from. */
export interface Published {
  readonly source: string;
  readonly version: string;
  readonly documents: PerDocument<OpenApiDocument>;
}

export type Choice =
  | { readonly kind: "pinned" }
  | { readonly kind: "latest" }
  | { readonly kind: "place"; readonly place: string };

export async function readPublished(choice: Choice, project: Project, lock: Lock): Promise<Published> {
  switch (choice.kind) {
    case "pinned":
      return fromRelease(lock.package, await pinnedRelease(project, lock));
    case "latest":
      return fromRelease(lock.package, await fetchRelease(lock.package, "latest"));
    case "place":
      return fromPlace(choice.place);
  }
}

export function fromRelease(name: string, release: Release): Published {
  return { source: name, version: release.version, documents: parseAll(release.texts, `${name}/`) };
}

async function fromPlace(place: string): Promise<Published> {
  const isUrl = /^[a-z][a-z+.-]+:\/\//i.test(place);
  const prefix = isUrl ? place.replace(/\/*$/, "/") : `${resolve(place)}/`;
  if (isUrl) requireSafe(place);
  else await requireFolder(place);
  const texts = await perDocumentAsync((name) =>
    isUrl ? fetchText(prefix + publishedFile(name)) : readText(prefix + publishedFile(name)),
  );
  const digest = createHash("sha256").update(Object.values(texts).join("\0")).digest("hex");
  return { source: place, version: `sha256:${digest.slice(0, 12)}`, documents: parseAll(texts, prefix) };
}

function parseAll(texts: PerDocument<string>, prefix: string): PerDocument<OpenApiDocument> {
  return perDocument((name) => openDocument(parseSource(texts[name], prefix + publishedFile(name))));
}

function requireSafe(place: string): void {
  const { protocol, hostname } = new URL(place);
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  if (protocol !== "https:" && !(protocol === "http:" && isLocal)) {
    throw new CheckError(`${place} is no https URL`);
  }
}

async function requireFolder(place: string): Promise<void> {
  const found = await stat(place).catch(() => undefined);
  if (!found?.isDirectory()) throw new CheckError(`${place} is no directory`);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new CheckError(`${file} cannot be read (${messageOf(cause)})`, { cause });
  }
}

async function fetchText(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await response.text();
  } catch (cause) {
    throw new CheckError(`${url} cannot be fetched (${reasonOf(cause)})`, { cause });
  }
}

/** fetch hides why it failed in the cause. */
function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause !== undefined ? `: ${messageOf(error.cause)}` : "";
  return messageOf(error) + inner;
}
