import { readFileSync } from "node:fs";

/** The check was not possible: the source is out of reach, or one of the check's own files is invalid. */
export class CheckError extends Error {
  override readonly name = "CheckError";
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** @throws CheckError if the file cannot be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new CheckError(`${file} cannot be read (${messageOf(cause)})`, { cause });
  }
}
