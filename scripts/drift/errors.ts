/** The check could not be made: the source is out of reach, or one of the check's own files is wrong. */
export class CheckError extends Error {
  override readonly name = "CheckError";
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
