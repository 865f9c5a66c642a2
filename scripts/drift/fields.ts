import type { Node, OpenApiDocument } from "../openapi/load.ts";
import { type Json, byKey, equal, isRecord, toSet } from "./json.ts";
import type { Fact } from "./model.ts";

/** How a member is read: as a description, as a fact unless it equals its default, or by other code. */
export type Field = "description" | "elsewhere" | "fact" | { readonly default: Json };
export type Fields = Readonly<Partial<Record<string, Field>>>;

export const FLAG: Field = { default: false };

/** Reads the members of a node by a table of the known ones. None is skipped: the rest are vendor or unknown. */
export function readFields(node: Node, fields: Fields): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  for (const [key, value] of Object.entries(isRecord(node.value) ? node.value : {})) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (field === "elsewhere" || value === undefined) continue;
    if (field === "description") addDescription(facts, key, value);
    else if (typeof field !== "object" || !equal(value, field.default)) {
      facts.set(key, { value: value as Json, nature: field === undefined ? natureOf(key) : "contract" });
    }
  }
  return facts;
}

export function natureOf(key: string): "vendor" | "unknown" {
  return key.toLowerCase().startsWith("x-") ? "vendor" : "unknown";
}

/** An empty description is none, and line breaks do not matter. */
export function addDescription(facts: Map<string, Fact>, key: string, value: unknown): void {
  const text = typeof value === "string" ? value.trim().replace(/\s+/g, " ") : (value as Json);
  if (text !== "" && text !== null && !facts.has(key)) facts.set(key, { value: text, nature: "description" });
}

/** `example` and `examples`, in any of their forms, as one set of values. */
export function addExamples(document: OpenApiDocument, node: Node, facts: Map<string, Fact>): void {
  if (!isRecord(node.value)) return;
  const values: unknown[] = "example" in node.value ? [node.value["example"]] : [];
  const examples = node.value["examples"];
  if (Array.isArray(examples)) values.push(...(examples as unknown[]));
  else if (isRecord(examples)) {
    const at = document.child(node, "examples");
    for (const [, example] of at ? document.entries(at) : []) values.push(exampleValue(example.value));
  }
  if (values.length > 0) addDescription(facts, "examples", toSet(values));
}

/** The value of an Example Object that has nothing else. */
function exampleValue(example: unknown): unknown {
  if (!isRecord(example)) return example;
  const members = Object.entries(example).filter(([, value]) => value !== "");
  const [only] = members;
  return members.length === 1 && only?.[0] === "value" ? only[1] : Object.fromEntries(members.sort(byKey));
}
