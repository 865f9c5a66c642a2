import { stringify } from "yaml";
import { type Kind, kindOfChild } from "../openapi/grammar.ts";
import { DocumentError } from "../openapi/load.ts";
import { isObject, keysOf, toPointer, valueAt } from "../openapi/pointer.ts";
import { isRecord } from "./json.ts";
import type { Slice } from "./slice.ts";

/**
 * The slice as a document of its own: its paths, and all that they refer to, without prose. It is what later
 * versions are compared with.
 */
function snapshotOf(slice: Slice): unknown {
  const { root, version } = slice.document;
  const document = root.value as Record<string, unknown>;
  const snapshot: Record<string, unknown> = { openapi: version };
  const done = new Set<string>();

  const copy = (value: unknown, kind: Kind, pointer: string): unknown => {
    if (kind === "data" || !isObject(value)) return value;
    const isMap = kind.startsWith("map of ");
    if (!isMap && !Array.isArray(value) && typeof value["$ref"] === "string") {
      include(value["$ref"], kind, pointer);
    }
    const member = ([key, inner]: [string, unknown]) =>
      [key, copy(inner, kindOfChild(kind, key), toPointer(pointer, key))] as const;
    if (Array.isArray(value)) return value.map((inner, index) => member([String(index), inner])[1]);
    const kept = Object.entries(value).filter(([key]) => isMap || !isProse(kind, key));
    return Object.fromEntries(kept.map(member));
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
    // What has been copied for its own sake may hold more than a part of it that is referred to.
    at[last] = isRecord(at[last]) && isRecord(value) ? { ...value, ...at[last] } : value;
  };

  for (const key of ["servers", "security", ...slice.root.facts.keys()]) {
    if (document[key] !== undefined) snapshot[key] = document[key];
  }
  for (const item of slice.paths.values()) {
    put(item.node.reference?.pointer ?? item.node.pointer, "pathItem");
  }
  if (valueAt(document, "/components/securitySchemes") !== undefined) {
    put("/components/securitySchemes", "map of securityScheme");
  }
  return snapshot;
}

export function snapshotText(slice: Slice): string {
  return `# Written by \`npm run spec:accept\`, not by hand: the part of Twilio's published document that ours describes.\n${stringify(snapshotOf(slice), { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

function isProse(kind: Kind, key: string): boolean {
  if (key === "title" || key === "$comment") return kind === "schema";
  return ["description", "summary", "example", "examples", "externalDocs"].includes(key);
}
