import { createHash } from "node:crypto";
import { type Json, canonical } from "./json.ts";

/** A short digest of a value: 16 hexadecimal digits of SHA-256. */
export function digestOf(value: Json): string {
  return createHash("sha256").update(canonical(value)).digest("hex").slice(0, 16);
}
