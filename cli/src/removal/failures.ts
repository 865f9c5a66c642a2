import { writeFile } from "node:fs/promises";
import { UsageError } from "../errors.ts";
import { ApiError, type BindingSid, type ServiceSid } from "../sdk.ts";
import type { ProductName } from "../selection/products.ts";
import type { Target } from "./target.ts";

/** A binding whose removal failed, as it is written for `remove --from-file`. Without personal data. */
export interface Failure {
  readonly sid: BindingSid;
  readonly service_sid: ServiceSid;
  readonly product: ProductName;
  readonly error: {
    readonly name: string;
    readonly status: number | null;
    readonly code: number | null;
    readonly message: string;
  };
}

export function failureOf({ product, service }: Target, sid: BindingSid, error: unknown): Failure {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const { status = null, code = null } = error instanceof ApiError ? error : {};
  return { sid, service_sid: service, product, error: { name, status, code, message } };
}

/** The lines of a file of failures; empty if there are none. */
const linesOf = (failures: readonly Failure[]) =>
  failures.map((failure) => `${JSON.stringify(failure)}\n`).join("");

/** A file that gets the failures, at the end. */
export interface FailureFile {
  write(failures: readonly Failure[]): Promise<void>;
}

/** Checks that the file can be written, and keeps what is in it until the end: it may be what is read. @throws UsageError */
export async function openFailureFile(path: string): Promise<FailureFile> {
  try {
    await writeFile(path, "", { flag: "a" });
  } catch (error) {
    const { code = "unwritable" } = error as NodeJS.ErrnoException;
    throw new UsageError(`--failures: cannot write ${path} (${code})`, { cause: error });
  }
  return { write: (failures) => writeFile(path, linesOf(failures)) };
}
