import { join } from "node:path";
import type { Config } from "./config.ts";

/** A directory that is checked, and where its files are. */
export interface Project {
  readonly config: Config;
  readonly root: string;
  readonly lock: string;
  readonly divergences: string;
  readonly cache: string;
  ours(name: string): string;
  /** The scope of the pinned published document, without its descriptions. */
  pinned(name: string): string;
}

export function projectAt(root: string, config: Config): Project {
  return {
    config,
    root,
    lock: join(root, "openapi", "published.lock.yaml"),
    divergences: join(root, "openapi", "divergences.yaml"),
    cache: join(root, ".cache", "published"),
    ours: (name) => join(root, "openapi", `${name}.yaml`),
    pinned: (name) => join(root, "openapi", "published", `${name}.yaml`),
  };
}

/** The texts of published documents, by the document's name. */
export type Texts = ReadonlyMap<string, string>;

/** Reads the text of each document by its published file name. */
export async function readTexts(config: Config, read: (file: string) => Promise<string>): Promise<Texts> {
  const entries = Object.entries(config.documents);
  return new Map(await Promise.all(entries.map(async ([name, file]) => [name, await read(file)] as const)));
}
