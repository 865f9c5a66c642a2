import { createHash } from "node:crypto";

/** Any value that JSON can represent. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The value as text, the same for any two values that differ only in the order of object keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(byKey)) : inner,
  );
}

export function equal(a: unknown, b: unknown): boolean {
  return a === b || canonical(a) === canonical(b);
}

/** A short digest of a value: 16 hexadecimal digits of SHA-256. */
export function digestOf(value: Json): string {
  return createHash("sha256").update(canonical(value)).digest("hex").slice(0, 16);
}

/** Without duplicates, in an order that depends on the values alone: how sets are represented. */
export function toSet(values: readonly unknown[]): Json[] {
  const unique = new Map(values.map((value) => [canonical(value), value as Json]));
  return [...unique].sort(byKey).map(([, value]) => value);
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : canonical(value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Orders entries by key, by code unit, so that the order is the same on every machine. */
export function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return compareText(a[0], b[0]);
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A value as text for people. */
export function formatValue(value: Json, maxLength = 80): string {
  if (value === null) return "none";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}
