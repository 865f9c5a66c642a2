import { parse, stringify } from "yaml";
import type { DescriptionDigests } from "./descriptions.ts";
import { CheckError, messageOf, readText } from "./errors.ts";
import { isRecord } from "./json.ts";
import type { Project } from "./project.ts";

/** The published version that has been reviewed and accepted. */
export interface Lock {
  readonly package: string;
  readonly version: string;
  /** Of the package's tarball, in npm's format. */
  readonly integrity: string;
  /** Integrity of each document in the tarball, by name. */
  readonly documents: Readonly<Record<string, string>>;
  /** Digests of the published descriptions and examples, by document and location. The texts are not stored. */
  readonly descriptions: Readonly<Record<string, DescriptionDigests>>;
}

const isText = (value: unknown): value is string => typeof value === "string";

/** @throws CheckError if the lock file is missing or incomplete. */
export function readLock({ lock: file, config }: Project): Lock {
  const text = readText(file);
  let lock: unknown;
  try {
    lock = parse(text);
  } catch (cause) {
    throw new CheckError(`${file} is not YAML (${messageOf(cause)})`, { cause });
  }
  const member = <T>(key: keyof Lock, isValid: (value: unknown) => value is T): T => {
    const value = isRecord(lock) ? lock[key] : undefined;
    if (!isValid(value)) throw new CheckError(`${file} has no valid ${key}`);
    return value;
  };
  const perDocument =
    <T>(isValid: (value: unknown) => value is T) =>
    (value: unknown): value is Record<string, T> =>
      isRecord(value) && Object.keys(config.documents).every((name) => isValid(value[name]));
  const isDigests = (value: unknown): value is DescriptionDigests => isRecord(value);
  return {
    package: member("package", isText),
    version: member("version", isText),
    integrity: member("integrity", isText),
    documents: member("documents", perDocument(isText)),
    descriptions: member("descriptions", perDocument(isDigests)),
  };
}

export function lockText(lock: Lock, { publisher, guide }: Project["config"]): string {
  return `# The version of ${publisher}'s published documents that has been reviewed and accepted.
# Written by \`npm run spec:accept\`, not by hand. See ${guide}.
${stringify(lock, { lineWidth: 0 })}`;
}
