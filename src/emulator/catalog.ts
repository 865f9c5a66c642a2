import { type Property, type Resource, type Route, resources, routes } from "../../generated/emulation.ts";
import { type Operation, type PathParameter, type SidKind, operations } from "../../generated/operations.ts";
import { isSid } from "../checks.ts";

/** An OpenAPI document, by name. */
export type DocumentName = keyof typeof operations;

/** Documents that share paths, and so bindings: a base URL does not tell them apart. */
export interface Product {
  readonly documents: readonly DocumentName[];
  /** The origin that the first document names. */
  readonly server: string;
  /** The properties of all its bindings. */
  readonly properties: Readonly<Record<string, Property>>;
  /** The binding of a service. */
  readonly binding: Resource;
}

/** A path and what may be done with it. */
export interface Path {
  readonly product: Product;
  readonly hostname: string;
  /** Has a group for each parameter. */
  readonly pattern: RegExp;
  readonly parameters: Readonly<Record<string, PathParameter>>;
  readonly operations: ReadonlyMap<string, Operation>;
  /** The resource behind it, if the spec shows one. */
  readonly resource: Resource | undefined;
  /** The property that each filter of its list selects by. */
  readonly filters: Readonly<Record<string, string>>;
}

/** Where a request leads. */
export interface Match {
  readonly path: Path;
  /** Undefined if the path has no such method. */
  readonly operation: Operation | undefined;
  /** Values of the path parameters, decoded, by kind. One without a kind names the user, by SID or identity. */
  readonly values: Readonly<Partial<Record<SidKind, string>>>;
}

/** All that the generated tables say, in the form that requests are answered from. */
export interface Catalog {
  readonly products: readonly Product[];
  /** Finds where a request leads; undefined if the path is none of the API's, or a SID in it is malformed. */
  match(host: string, method: string, pathname: string): Match | undefined;
}

/** Reads the generated tables. */
export function createCatalog(): Catalog {
  const names = Object.keys(operations) as DocumentName[];
  const groups = names.map((name) => names.filter((other) => sharePaths(name, other)));
  const products = groups.filter(([first], index) => first === names[index]).map(readProduct);
  const paths = products.flatMap((product) => product.documents.flatMap((name) => readPaths(name, product)));
  // A path of plain text goes before one with parameters that it would fit as well.
  const count = ({ parameters }: Path) => Object.keys(parameters).length;
  paths.sort((one, other) => count(one) - count(other));
  return {
    products,
    match(host, method, pathname) {
      const own = paths.filter(({ hostname }) => isHostOf(hostname, host));
      for (const path of own.length > 0 ? own : paths) {
        const values = readValues(path, pathname);
        if (values !== undefined) return { path, operation: path.operations.get(method), values };
      }
      return undefined;
    },
  };
}

/** Whether a resource is a binding: its own SID is one of that kind. */
export function isBinding({ properties }: Resource): boolean {
  return properties["sid"]?.sid === "Binding";
}

function sharePaths(one: DocumentName, other: DocumentName): boolean {
  return Object.keys(routes[one]).some((path) => path in routes[other]);
}

function readProduct(documents: readonly DocumentName[]): Product {
  const [first] = documents as [DocumentName];
  const bindings = Object.entries<Resource>(resources[first]).filter(([, resource]) => isBinding(resource));
  const [shortest] = bindings.toSorted(([one], [other]) => one.length - other.length);
  return {
    documents,
    server: Object.values<Operation>(operations[first])[0]?.server ?? "",
    properties: Object.fromEntries(bindings.flatMap(([, { properties }]) => Object.entries(properties))),
    binding: shortest?.[1] ?? { properties: {}, example: {} },
  };
}

function readPaths(document: DocumentName, product: Product): readonly Path[] {
  const described: Readonly<Record<string, Resource>> = resources[document];
  return Object.entries<Route>(routes[document]).map(([path, { resource = "", filters }]) => {
    const here = Object.values<Operation>(operations[document]).filter((one) => one.path === path);
    return {
      product,
      hostname: new URL(here[0]?.server ?? product.server).hostname,
      pattern: new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
      parameters: here[0]?.pathParameters ?? {},
      operations: new Map(here.map((operation) => [operation.method, operation])),
      resource: described[resource],
      filters,
    };
  });
}

/** The host itself, or with edge and region in it: `conversations.dublin.ie1.twilio.com`. */
function isHostOf(hostname: string, host: string): boolean {
  const end = hostname.indexOf(".");
  return host.startsWith(hostname.slice(0, end + 1)) && host.endsWith(hostname.slice(end));
}

function readValues({ pattern, parameters }: Path, pathname: string): Match["values"] | undefined {
  const groups = pattern.exec(pathname)?.groups;
  if (groups === undefined && !pattern.test(pathname)) return undefined;
  const values: Partial<Record<SidKind, string>> = {};
  for (const [name, { sid }] of Object.entries(parameters)) {
    const value = decode(groups?.[name] ?? "");
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
