import * as table from "../../generated/emulation.ts";
import type { SidKind, operations } from "../../generated/operations.ts";
import { isSid } from "../checks.ts";
import { createReader } from "./values.ts";

/** An OpenAPI document, by name. */
export type DocumentName = keyof typeof operations;

/** Documents that share their bindings. */
export type Product = (typeof products)[number];

export const products = table.products.map((product) => ({
  ...product,
  /** The push technologies. */
  types: product.properties["binding_type"]?.enum ?? [],
  read: createReader(product.binding),
}));

export const documents = products.flatMap((product) => product.documents);

/** The product of a document. */
export function productOf(document: DocumentName): Product | undefined {
  return products.find(({ documents }) => documents.includes(document));
}

const paths = table.routes.map(({ document, operations, binding, example }) => {
  const [{ server, path, pathParameters }] = operations;
  const product = productOf(document);
  const inService = Object.values(pathParameters).some(({ sid }) => sid === "Service");
  return {
    hostname: new URL(server).hostname,
    /** Has a group for each parameter. */
    pattern: new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
    parameters: pathParameters,
    operations: new Map(operations.map((operation) => [operation.method as string, operation])),
    /** Undefined if it is not about bindings of a service. */
    bindings: inService && binding && product ? { product, read: createReader(binding) } : undefined,
    example,
  };
});

/** Values of path parameters, decoded, by kind. One without a kind names the user, by SID or identity. */
export type PathValues = Readonly<Partial<Record<SidKind, string>>>;

export type Match = NonNullable<ReturnType<typeof findMatch>>;

/** Finds the path and operation of a request; undefined if the API has no such path, or a SID in it is malformed. */
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
  try {
    for (const [name, { sid }] of Object.entries(parameters)) {
      const value = decodeURIComponent(match.groups?.[name] ?? "");
      if (sid !== undefined && !isSid(sid, value)) return undefined;
      values[sid ?? "User"] = value;
    }
  } catch {
    return undefined;
  }
  return values;
}
