import {
  type Property,
  type Route,
  products as productTable,
  resources,
  routes as routeTable,
} from "../../generated/emulation.ts";
import { type Operation, type PathParameter, type SidKind, operations } from "../../generated/operations.ts";
import { isSid } from "../checks.ts";
import { type ReadBinding, createReader } from "./values.ts";

/** An OpenAPI document, by name. */
export type DocumentName = keyof typeof operations;

/** Documents that share their paths, and so their bindings: a base URL does not tell them apart. */
export interface Product {
  readonly documents: readonly DocumentName[];
  /** The origin that the first document names. */
  readonly server: string;
  /** The properties of all its bindings. */
  readonly properties: Readonly<Record<string, Property>>;
  /** Reads the binding of a service. */
  readonly read: ReadBinding;
}

/** A path, and what requests to it need. */
interface Path {
  readonly hostname: string;
  /** Has a group for each parameter. */
  readonly pattern: RegExp;
  readonly parameters: Readonly<Record<string, PathParameter>>;
  /** By method. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** Undefined if it is not about bindings. */
  readonly bindings: { readonly product: Product; readonly read: ReadBinding } | undefined;
  readonly example: Route["example"] | undefined;
}

/** Where a request leads. */
export interface Match {
  readonly path: Path;
  /** Undefined if the path has no such method. */
  readonly operation: Operation | undefined;
  /** Values of the path parameters, decoded, by kind. One without a kind names the user, by SID or identity. */
  readonly values: Readonly<Partial<Record<SidKind, string>>>;
}

export const products: readonly Product[] = productTable.map(({ documents, binding }) => {
  const [first = "conversations_v1"] = documents;
  const bindings = Object.values(resources[first]);
  return {
    documents,
    server: operationsOf(first)[0]?.server ?? "",
    properties: Object.fromEntries(
      bindings.flatMap(({ properties }) => Object.entries<Property>(properties)),
    ),
    read: createReader(binding),
  };
});

const paths: readonly Path[] = routeTable.map(({ document, path, binding, example }) => {
  const here = operationsOf(document).filter((operation) => operation.path === path);
  const product = products.find(({ documents }) => documents.includes(document));
  return {
    hostname: new URL(here[0]?.server ?? "").hostname,
    pattern: new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
    parameters: here[0]?.pathParameters ?? {},
    operations: new Map(here.map((operation) => [operation.method, operation])),
    bindings: binding && product && { product, read: createReader(binding) },
    example,
  };
});

function operationsOf(document: DocumentName): readonly Operation[] {
  return Object.values(operations[document]);
}

/** Finds where a request leads; undefined if the path is none of the API's, or a SID in it is malformed. */
export function findMatch(host: string, method: string, pathname: string): Match | undefined {
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

function readValues({ pattern, parameters }: Path, pathname: string): Match["values"] | undefined {
  const match = pattern.exec(pathname);
  if (match === null) return undefined;
  const values: Partial<Record<SidKind, string>> = {};
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
