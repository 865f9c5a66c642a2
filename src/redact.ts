import { operations } from "../generated/operations.ts";
import { MASK } from "./hide.ts";

/** Every property that the spec marks as personal data in one resource or another. */
const personal = /* @__PURE__ */ personalProperties();

function personalProperties(): ReadonlySet<string> {
  const documents = Object.values(operations);
  return new Set(
    documents.flatMap((table) => Object.values(table).flatMap(({ pii }) => pii as readonly string[])),
  );
}

/**
 * A copy of a binding for logs: what the spec marks as personal data is `***`, null stays null. The properties come
 * from the spec (`x-twilio.pii`).
 */
export function redact<Item extends object>(binding: Item): { [Name in keyof Item]: Item[Name] | string } {
  return Object.fromEntries(
    Object.entries(binding).map(([name, value]) => [
      name,
      personal.has(name) && value != null ? MASK : (value as unknown),
    ]),
  ) as { [Name in keyof Item]: Item[Name] | string };
}
