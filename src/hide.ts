import type { Operation } from "../generated/operations.ts";
import { isSid } from "./sids.ts";

/** What stands in the place of a secret or of personal data. */
export const MASK = "***";

/** The URL as errors and hooks show it: parameters that the spec marks as personal data are masked. */
export function hidePersonalData(url: string, operation: Operation): string {
  const shown = new URL(url);
  for (const [name, { pii }] of Object.entries(operation.query)) {
    if (pii && shown.searchParams.has(name)) shown.searchParams.set(name, MASK);
  }
  const template = operation.path.split("/");
  const segments = shown.pathname.split("/");
  const offset = segments.length - template.length;
  template.forEach((part, index) => {
    const parameter = operation.pathParameters[part.slice(1, -1)];
    // A user may be named by SID, which is no personal data, or by identity, which is.
    if (parameter?.pii && !isSid("User", segments[index + offset])) segments[index + offset] = MASK;
  });
  shown.pathname = segments.join("/");
  return shown.href;
}
