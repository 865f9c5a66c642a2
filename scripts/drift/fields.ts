import type { Node, OpenApiDocument } from "../openapi/load.ts";
import { type Json, byKey, canonical, equal, isRecord, toSet } from "./json.ts";
import type { Fact } from "./model.ts";

/** How a member is read: as prose, as a fact unless it has its default, or by somebody else. */
export type Field = "prose" | "elsewhere" | { readonly default: Json } | "fact";

export const FLAG: Field = { default: false };

export interface Fields {
  readonly facts: Map<string, Fact>;
  readonly prose: Map<string, Json>;
}

/** Reads the members of a node by a table of its known ones. None is skipped: the rest are vendor or unknown. */
export function readFields(node: Node, known: Partial<Record<string, Field>>): Fields {
  const facts = new Map<string, Fact>();
  const prose = new Map<string, Json>();
  if (!isRecord(node.value)) return { facts, prose };
  for (const [key, value] of Object.entries(node.value)) {
    const field = Object.hasOwn(known, key) ? known[key] : undefined;
    if (field === "elsewhere" || value === undefined) continue;
    if (field === "prose") addProse(prose, key, value);
    else if (field === "fact") facts.set(key, { value: value as Json, nature: "contract" });
    else if (field !== undefined) {
      if (!equal(value, field.default)) facts.set(key, { value: value as Json, nature: "contract" });
    } else facts.set(key, { value: value as Json, nature: natureOf(key) });
  }
  return { facts, prose };
}

export function natureOf(key: string): Fact["nature"] {
  return key.toLowerCase().startsWith("x-") ? "vendor" : "unknown";
}

/** Empty prose is none, and how a text is wrapped over lines is no part of it. */
export function addProse(prose: Map<string, Json>, key: string, value: unknown): void {
  const said = typeof value === "string" ? value.trim().replace(/\s+/g, " ") : (value as Json);
  if (said === "" || said === null || prose.has(key)) return;
  prose.set(key, said);
}

/** `example` and `examples`, in any of their spellings, as one set of values. */
export function addExamples(document: OpenApiDocument, node: Node, prose: Map<string, Json>): void {
  if (!isRecord(node.value)) return;
  const values: unknown[] = "example" in node.value ? [node.value["example"]] : [];
  const examples = node.value["examples"];
  if (Array.isArray(examples)) values.push(...(examples as unknown[]));
  else if (isRecord(examples)) {
    const at = document.child(node, "examples");
    for (const [, example] of at ? document.entries(at) : []) values.push(exampleValue(example.value));
  }
  if (values.length > 0 && !prose.has("examples")) prose.set("examples", toSet(values));
}

function exampleValue(example: unknown): unknown {
  if (!isRecord(example)) return example;
  const words = Object.entries(example).filter(([, value]) => value !== "");
  const [only] = words;
  return words.length === 1 && only?.[0] === "value" ? only[1] : Object.fromEntries(words.sort(byKey));
}

/** A number, or undefined: documents hold numbers as text at times, which are none. */
export function numberIn(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : canonical(value);
}
