import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { operations } from "../../../generated/operations.ts";

/** A schema, as far as the documents use it. `propertiesOf` and `constraintsOf` throw at anything else. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Node<Schema>>>;
  readonly additionalProperties?: boolean;
  readonly items?: Node<Schema>;
  readonly anyOf?: readonly Node<Schema>[];
  readonly deprecated?: boolean;
  readonly examples?: readonly unknown[];
  readonly "x-twilio"?: Marks;
}
export interface Marks {
  readonly pii?: { readonly handling: string; readonly deleteSla: number };
}
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required?: boolean;
  readonly deprecated?: boolean;
  readonly description: string;
  readonly schema: Node<Schema>;
  readonly "x-twilio"?: Marks;
}
export interface Header {
  readonly description: string;
  readonly schema: Node<Schema>;
  readonly example?: unknown;
}
export interface Content {
  readonly schema: Node<Schema>;
  readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
}
export interface Response {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Node<Header>>>;
  readonly content?: { readonly "application/json": Content };
}
export interface SecurityScheme {
  readonly scheme: string;
  readonly description: string;
}
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly deprecated?: boolean;
  readonly parameters?: readonly Node<Parameter>[];
  readonly responses: Readonly<Record<string, Node<Response>>>;
}
interface PathItem {
  readonly parameters?: readonly Node<Parameter>[];
  readonly get?: Operation;
  readonly delete?: Operation;
}
export interface Document {
  readonly info: { readonly title: string; readonly description: string };
  readonly servers: readonly [{ readonly url: string }];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: { readonly securitySchemes: Readonly<Record<string, SecurityScheme>> };
}

/** Something in the document, or a reference to it, whose own members take precedence. */
export type Node<Value> = Value | (Partial<Value> & { readonly $ref: string });

/** An operation and where it is. */
export interface Place {
  readonly name: string;
  readonly document: Document;
  readonly method: "GET" | "DELETE";
  readonly path: string;
  readonly operation: Operation;
  readonly parameters: readonly Parameter[];
}

/** The bundled documents by name; the product that is not deprecated comes first. */
export async function readDocuments(root: string): Promise<Map<string, Document>> {
  const documents = await Promise.all(
    Object.keys(operations).map(async (name) => {
      const text = await readFile(join(root, "generated/openapi", `${name}.json`), "utf8");
      return [name, JSON.parse(text) as Document] as const;
    }),
  );
  return new Map(documents.sort(([a, one], [b, two]) => rank(a, one) - rank(b, two)));
}

function rank(name: string, document: Document): number {
  return Number(isDeprecated(placesOf(name, document)));
}

export function isDeprecated(places: readonly Place[]): boolean {
  return places.every(({ operation }) => operation.deprecated === true);
}

/** Follows a reference. */
export function resolve<Value extends object>(document: Document, node: Node<Value>): Value {
  if (!("$ref" in node)) return node;
  const { $ref, ...own } = node;
  const words = $ref.replace(/^#\//, "").split("/");
  const found = words.reduce<unknown>((value, word) => (value as Record<string, unknown>)[word], document);
  if (typeof found !== "object" || found === null) throw new Error(`${$ref} leads nowhere`);
  return { ...resolve(document, found as Node<Value>), ...own };
}

/** The operations of a document, in its order. */
export function placesOf(name: string, document: Document): Place[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    (["get", "delete"] as const).flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) =>
        resolve<Parameter>(document, parameter),
      );
      return [{ name, document, method: method === "get" ? "GET" : "DELETE", path, operation, parameters }];
    }),
  );
}

/** "Twilio Programmable Chat - Bindings" in `chat_v2` is Programmable Chat v2. */
export function productTitle(name: string, { info }: Document): string {
  return `${info.title.replace(/^Twilio /, "").replace(/ - Bindings$/, "")} ${name.split("_").at(-1) ?? ""}`;
}
