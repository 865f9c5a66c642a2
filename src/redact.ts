import { operations } from "../generated/operations.ts";
import { invalid } from "./checks.ts";
import { MASK } from "./http/index.ts";
import type { AnyBinding } from "./types.ts";

/** Every property that the spec marks as personal data in one resource or another. */
const personal = /* @__PURE__ */ personalProperties();

function personalProperties(): ReadonlySet<string> {
  const documents = Object.values(operations);
  return new Set(
    documents.flatMap((table) => Object.values(table).flatMap(({ pii }) => pii as readonly string[])),
  );
}

/**
 * Copies a binding for logs, with the properties that the spec marks as personal data (`x-twilio.pii`) replaced by
 * `***`. `null` stays `null`.
 *
 * @param binding - one binding; redact those of a list or of a page's `instances` one by one
 * @throws {@link ValidationError} if it is not a binding
 */
export function redact<Item extends AnyBinding>(
  binding: Item,
): { [Name in keyof Item]: Item[Name] | string } {
  const { sid } = Object(binding) as { sid?: unknown };
  if (typeof sid !== "string" || Array.isArray(binding)) throw invalid("binding", "one binding", binding);
  return Object.fromEntries(
    Object.entries(binding).map(([name, value]) => [
      name,
      personal.has(name) && value != null ? MASK : (value as unknown),
    ]),
  ) as { [Name in keyof Item]: Item[Name] | string };
}
