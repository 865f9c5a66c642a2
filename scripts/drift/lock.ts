import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { DOCUMENTS, type PerDocument, perDocument } from "./documents.ts";
import { CheckError, messageOf } from "./errors.ts";
import { isRecord } from "./json.ts";
import type { ProseDigests } from "./prose.ts";

/** The published version that has been read and accepted. */
export interface Lock {
  readonly package: string;
  readonly version: string;
  /** Of the package's tarball, as npm writes it. */
  readonly integrity: string;
  /** Of each document in the tarball: `sha512-` and base64. */
  readonly documents: PerDocument<string>;
  /** Digests of Twilio's prose and examples, by location. The words themselves are not kept. */
  readonly prose: PerDocument<ProseDigests>;
}

export function readLock(file: string): Lock {
  let lock: unknown;
  try {
    lock = parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new CheckError(`${file} cannot be read (${messageOf(cause)})`, { cause });
  }
  const text = (key: string) => {
    const value = isRecord(lock) ? lock[key] : undefined;
    if (typeof value !== "string") throw new CheckError(`${file} has no ${key}`);
    return value;
  };
  const group = (key: string, isMember: (value: unknown) => boolean) => {
    const value = isRecord(lock) ? lock[key] : undefined;
    if (!isRecord(value) || !DOCUMENTS.every((name) => isMember(value[name]))) {
      throw new CheckError(`${file} has no ${key} for each document`);
    }
    return perDocument((name) => value[name]);
  };
  return {
    package: text("package"),
    version: text("version"),
    integrity: text("integrity"),
    documents: group("documents", (value) => typeof value === "string") as Lock["documents"],
    prose: group("prose", isRecord) as Lock["prose"],
  };
}

const HEAD = `# The published version of Twilio's documents that has been read and accepted.
# Written by \`npm run spec:accept\`, not by hand. See docs/drift-check.md.
`;

export function lockText(lock: Lock): string {
  return HEAD + stringify(lock, { lineWidth: 0 });
}
