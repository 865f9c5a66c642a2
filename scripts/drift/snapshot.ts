import { stringify } from "yaml";
import { type Kind, kindOfChild } from "../openapi/grammar.ts";
import { DocumentError } from "../openapi/load.ts";
import { isObject, keysOf, toPointer, valueAt } from "../openapi/pointer.ts";
import { isRecord } from "./json.ts";
import type { Scope } from "./scope.ts";

/**
 * The scope as a document of its own, which later versions are compared with: its paths and whatever they refer
 * to, without descriptions.
 */
function snapshotOf(scope: Scope): unknown {
  const { root, version } = scope.document;
  const document = root.value as Record<string, unknown>;
  const snapshot: Record<string, unknown> = { openapi: version };
  const done = new Set<string>();

  const copy = (value: unknown, kind: Kind, pointer: string): unknown => {
    if (kind === "data" || !isObject(value)) return value;
    const isMap = kind.startsWith("map of ");
    if (!isMap && !Array.isArray(value) && typeof value["$ref"] === "string") {
      include(value["$ref"], kind, pointer);
    }
    const member = (key: string, inner: unknown) =>
      copy(inner, kindOfChild(kind, key), toPointer(pointer, key));
    if (Array.isArray(value)) return value.map((inner, index) => member(String(index), inner));
    const members = Object.entries(value).filter(([key]) => isMap || !isDescription(kind, key));
    return Object.fromEntries(members.map(([key, inner]) => [key, member(key, inner)]));
  };

  const include = (ref: string, kind: Kind, from: string): void => {
    if (!ref.startsWith("#/")) {
      throw new DocumentError(`$ref ${ref} leads out of the document: it cannot be pinned`, root.file, from);
    }
    const pointer = ref.slice(1);
    if (done.has(pointer)) return;
    done.add(pointer);
    put(pointer, kind);
  };

  const put = (pointer: string, kind: Kind): void => {
    const value = copy(valueAt(document, pointer), kind, pointer);
    const keys = keysOf(pointer);
    const last = keys.pop() ?? "";
    let at = snapshot;
    for (const key of keys) at = (at[key] ??= {}) as Record<string, unknown>;
    // A part of it may be there already, because something else refers to that part.
    at[last] = isRecord(at[last]) && isRecord(value) ? { ...value, ...at[last] } : value;
  };

  for (const key of ["servers", "security", ...scope.root.facts.keys()]) {
    if (document[key] !== undefined) snapshot[key] = document[key];
  }
  for (const { node } of scope.paths.values()) put(node.reference?.pointer ?? node.pointer, "pathItem");
  if (valueAt(document, "/components/securitySchemes") !== undefined) {
    put("/components/securitySchemes", "map of securityScheme");
  }
  return snapshot;
}

export function snapshotText(scope: Scope): string {
  const text = stringify(snapshotOf(scope), { lineWidth: 0, aliasDuplicateObjects: false });
  return `# Written by \`npm run spec:accept\`, not by hand: the part of the published document that is compared.\n${text}`;
}

function isDescription(kind: Kind, key: string): boolean {
  if (key === "title" || key === "$comment") return kind === "schema";
  return ["description", "summary", "example", "examples", "externalDocs"].includes(key);
}
