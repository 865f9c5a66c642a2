import { join } from "node:path";
import { readSource } from "../openapi/source.ts";

/** A kind of SID, as openapi/components/sids.yaml describes it. */
export interface Sid {
  readonly pattern: string;
  /** The letters that every SID of the kind starts with. */
  readonly prefix: string;
  readonly length: number;
}

/** The SID kinds by name (`Binding` for the schema `BindingSid`). */
export async function loadSids(folder: string): Promise<Record<string, Sid>> {
  const { value } = await Promise.resolve(readSource(join(folder, "components", "sids.yaml")));
  const kinds = Object.entries(value).map(([name, schema]): [string, Sid] => {
    const kind = sidKind(name);
    if (kind === undefined || !isPatternSchema(schema)) {
      throw new Error(`sids.yaml: ${name} is no schema of a SID with pattern and length`);
    }
    return [
      kind,
      { pattern: schema.pattern, prefix: literalPrefix(schema.pattern), length: schema.maxLength },
    ];
  });
  return Object.fromEntries(kinds);
}

/** The kind that a schema name stands for: `Binding` for `BindingSid`. */
export function sidKind(schemaName: string | undefined): string | undefined {
  return schemaName === undefined ? undefined : /^(\w+)Sid$/.exec(schemaName)?.[1];
}

/** What every match of a pattern begins with, as far as it is plain letters and digits; may be empty. */
export function literalPrefix(pattern: string): string {
  return /^\^(\w*)(?![*+?{|])/.exec(pattern)?.[1] ?? "";
}

function isPatternSchema(schema: unknown): schema is { pattern: string; maxLength: number } {
  if (typeof schema !== "object" || schema === null) return false;
  const { pattern, maxLength } = schema as Record<string, unknown>;
  return typeof pattern === "string" && typeof maxLength === "number";
}
