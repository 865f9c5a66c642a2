import { resources } from "../../generated/emulation.ts";
import {
  type Operation,
  type PathParameter,
  type SidKind,
  operations,
  sids,
} from "../../generated/operations.ts";
import type { AnyBinding, ChatBinding, ChatUserBinding, ServiceBinding } from "../types.ts";
import { isSid } from "../sids.ts";

/** An OpenAPI document, by name. */
export type DocumentName = keyof typeof operations;

/** A binding as the API writes it. */
export type EmulatedBinding = (ServiceBinding | ChatBinding) & AnyBinding;

/** The properties that the store itself must know. The generated types vouch for their names. */
export const own = {
  identity: "identity",
  type: "binding_type",
  endpoint: "endpoint",
} as const satisfies Record<string, keyof ServiceBinding & keyof ChatBinding & keyof ChatUserBinding>;

/** A resource: its properties in order, and the spec's example. */
export interface Resource {
  readonly properties: readonly string[];
  readonly example: Readonly<Record<string, unknown>>;
}

/** A path and what may be done with it. */
export interface Path {
  readonly product: Product;
  /** The path split at its slashes: a text, or the parameter that stands there. */
  readonly segments: readonly (string | PathParameter)[];
  readonly operations: ReadonlyMap<string, Operation>;
  readonly resource: Resource;
  /** Path of one item, with its parameters by the property they name. */
  readonly itemPath: string;
}

/** Documents that share paths, and so bindings: a base URL does not tell them apart. */
export interface Product {
  readonly documents: readonly DocumentName[];
  /** The origin that the first document names. */
  readonly server: string;
  /** The properties of all its resources, each with its example. */
  readonly examples: ReadonlyMap<string, unknown>;
  /** The values that a property is limited to. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
  /** Properties that a path or a filter names: they cannot be null. */
  readonly addressing: ReadonlySet<string>;
  /** The path of one binding of a service. */
  readonly main: { readonly resource: Resource; readonly itemPath: string };
}

/** All that the generated tables say, in the form that requests are answered from. */
export interface Catalog {
  readonly products: readonly Product[];
  readonly paths: readonly Path[];
  /** The paths for a host: those of the document that names it, or all where no document does. */
  pathsFor(host: string): readonly Path[];
}

type Table = Readonly<Record<string, Operation>>;
type Resources = Readonly<Record<string, Resource>>;

/** Reads the generated tables. */
export function createCatalog(): Catalog {
  const names = Object.keys(operations) as DocumentName[];
  const products: Product[] = [];
  const paths = new Map<string, readonly Path[]>();
  for (const name of names) {
    if (products.some((product) => product.documents.includes(name))) continue;
    const product = readProduct(names.filter((other) => sharePaths(name, other)));
    products.push(product);
    for (const document of product.documents) paths.set(hostLabel(document), readPaths(document, product));
  }
  const all = [...paths.values()].flat();
  return { products, paths: all, pathsFor: (host) => paths.get(firstLabel(host)) ?? all };
}

/** The kind of SID that a value is. */
export function sidKindOf(value: unknown): SidKind | undefined {
  return (Object.keys(sids) as SidKind[]).find((kind) => isSid(kind, value));
}

/** Property that a parameter names: `BindingType` is `binding_type`. */
export function propertyOf(parameter: string): string {
  return parameter.replace(/[A-Z]/g, (letter, offset) => `${offset === 0 ? "" : "_"}${letter.toLowerCase()}`);
}

function tableOf(document: DocumentName): Table {
  return operations[document];
}

function sharePaths(one: DocumentName, other: DocumentName): boolean {
  const taken = new Set(Object.values(tableOf(one)).map(({ path }) => path));
  return Object.values(tableOf(other)).some(({ path }) => taken.has(path));
}

function readProduct(documents: readonly DocumentName[]): Product {
  const [first] = documents as [DocumentName];
  const table = Object.values(tableOf(first));
  const described = Object.entries(resources[first] as Resources);
  const [itemPath, resource] = described.reduce((short, other) =>
    other[0].length < short[0].length ? other : short,
  );
  const examples = new Map(described.flatMap(([, { example }]) => Object.entries(example)));
  const filters = table.flatMap(({ query, filters = [] }) =>
    filters.map((name) => [name, query[name]] as const),
  );
  return {
    documents,
    server: table[0]?.server ?? "",
    examples,
    enums: new Map(
      filters.flatMap(([name, filter]) => (filter?.enum ? [[propertyOf(name), filter.enum]] : [])),
    ),
    addressing: new Set([
      ...table.flatMap(({ pathParameters }) => Object.keys(pathParameters).map(propertyOf)),
      ...filters.map(([name]) => propertyOf(name)),
    ]),
    main: { resource, itemPath: byProperty(itemPath) },
  };
}

function readPaths(document: DocumentName, product: Product): readonly Path[] {
  const table = Object.values(tableOf(document));
  const described = Object.entries(resources[document] as Resources);
  return [...new Set(table.map(({ path }) => path))].flatMap((path) => {
    const here = table.filter((operation) => operation.path === path);
    const item = described.find(
      ([itemPath]) => itemPath === path || itemPath.replace(/\/\{[^/]*\}$/, "") === path,
    );
    if (item === undefined) return [];
    const parameters: Readonly<Record<string, PathParameter>> = here[0]?.pathParameters ?? {};
    return {
      product,
      segments: path.split("/").map((segment) => parameters[segment.slice(1, -1)] ?? segment),
      operations: new Map(here.map((operation) => [operation.method, operation])),
      resource: item[1],
      itemPath: byProperty(item[0]),
    };
  });
}

function byProperty(path: string): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => `{${propertyOf(name)}}`);
}

function hostLabel(document: DocumentName): string {
  return firstLabel(new URL(Object.values(tableOf(document))[0]?.server ?? "").hostname);
}

function firstLabel(host: string): string {
  const end = host.indexOf(".");
  return end < 0 ? host : host.slice(0, end);
}
