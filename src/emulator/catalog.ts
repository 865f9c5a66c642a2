import type { Property, Resource } from "../../generated/emulation.ts";
import * as table from "../../generated/emulation.ts";
import { type Operation, type SidKind, operations } from "../../generated/operations.ts";
import { isSid } from "../checks.ts";
import { type ReadBinding, createReader } from "./values.ts";

/** An OpenAPI document, by name. */
export type DocumentName = keyof typeof operations;

/** Documents that share their paths, and so their bindings: a base URL does not tell them apart. */
export interface Product {
  readonly documents: readonly DocumentName[];
  /** The origin that the first document names. */
  readonly server: string;
  /** Of all its bindings. */
  readonly properties: Readonly<Record<string, Property>>;
  readonly read: ReadBinding;
}

export const products: readonly Product[] = table.products.map(({ documents, binding }) => {
  const [first = "conversations_v1"] = documents;
  const bindings: readonly Resource[] = Object.values(table.resources[first]);
  return {
    documents,
    server: operationsOf(first)[0]?.server ?? "",
    properties: Object.fromEntries(bindings.flatMap(({ properties }) => Object.entries(properties))),
    read: createReader(binding),
  };
});

export const documents: readonly DocumentName[] = products.flatMap((product) => product.documents);

const paths = table.routes.map(({ document, path, binding, example }) => {
  const here = operationsOf(document).filter((operation) => operation.path === path);
  const product = products.find(({ documents }) => documents.includes(document));
  const parameters = here[0]?.pathParameters ?? {};
  const inService = Object.values(parameters).some(({ sid }) => sid === "Service");
  return {
    hostname: new URL(here[0]?.server ?? "").hostname,
    /** Has a group for each parameter. */
    pattern: new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
    parameters,
    operations: new Map(here.map((operation) => [operation.method as string, operation])),
    /** Undefined if it is not about bindings of a service. */
    bindings: inService && binding && product ? { product, read: createReader(binding) } : undefined,
    example,
  };
});

function operationsOf(document: DocumentName): readonly Operation[] {
  return Object.values<Operation>(operations[document]);
}

/** Values of path parameters, decoded, by kind. One without a kind names the user, by SID or identity. */
export type PathValues = Readonly<Partial<Record<SidKind, string>>>;

export type Match = NonNullable<ReturnType<typeof findMatch>>;

/** Finds where a request leads; undefined if the path is none of the API's, or a SID in it is malformed. */
export function findMatch(origin: string, method: string, pathname: string) {
  const [, host = ""] = /\/\/([^:]*)/.exec(origin) ?? [];
  const own = paths.filter(({ hostname }) => isHostOf(hostname, host));
  for (const path of own.length > 0 ? own : paths) {
    const values = readValues(path, pathname);
    if (values !== undefined) return { path, operation: path.operations.get(method), values };
  }
  return undefined;
}

/** The host itself, or with edge and region in it: `conversations.dublin.ie1.twilio.com`. */
function isHostOf(hostname: string, host: string): boolean {
  const end = hostname.indexOf(".");
  return host.startsWith(hostname.slice(0, end + 1)) && host.endsWith(hostname.slice(end));
}

function readValues({ pattern, parameters }: (typeof paths)[number], pathname: string) {
  const match = pattern.exec(pathname);
  if (match === null) return undefined;
  const values: { -readonly [Kind in keyof PathValues]: string } = {};
  for (const [name, { sid }] of Object.entries(parameters)) {
    const value = decode(match.groups?.[name] ?? "");
    if (value === undefined || (sid !== undefined && !isSid(sid, value))) return undefined;
    values[sid ?? "User"] = value;
  }
  return values;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
