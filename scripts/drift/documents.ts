import { join } from "node:path";

/** The documents that are checked. Ours is `openapi/NAME.yaml`, Twilio's `twilio_NAME.json`. */
export const DOCUMENTS = ["conversations_v1", "chat_v2", "ip_messaging_v2"] as const;

export type DocumentName = (typeof DOCUMENTS)[number];

export function publishedFile(name: DocumentName): string {
  return `twilio_${name}.json`;
}

/** Where the check's files are, in a project directory. */
export interface Project {
  readonly root: string;
  readonly lock: string;
  readonly divergences: string;
  readonly cache: string;
  ours(name: DocumentName): string;
  /** The slice of the pinned published document, without its prose. */
  pinned(name: DocumentName): string;
}

export function projectAt(root: string): Project {
  return {
    root,
    lock: join(root, "openapi", "published.lock.yaml"),
    divergences: join(root, "openapi", "divergences.yaml"),
    cache: join(root, ".cache", "published"),
    ours: (name) => join(root, "openapi", `${name}.yaml`),
    pinned: (name) => join(root, "openapi", "published", `${name}.yaml`),
  };
}

/** One value for each document. */
export type PerDocument<T> = Readonly<Record<DocumentName, T>>;

export function perDocument<T>(make: (name: DocumentName) => T): PerDocument<T> {
  return Object.fromEntries(DOCUMENTS.map((name) => [name, make(name)])) as Record<DocumentName, T>;
}

export async function perDocumentAsync<T>(make: (name: DocumentName) => Promise<T>): Promise<PerDocument<T>> {
  const made = await Promise.all(DOCUMENTS.map(async (name) => [name, await make(name)] as const));
  return Object.fromEntries(made) as Record<DocumentName, T>;
}
