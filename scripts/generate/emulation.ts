import { type Node, type OpenApiDocument, refName } from "../openapi/load.ts";
import { GeneratorError } from "./errors.ts";
import { type LoadedDocument, descend, operationsOf, resourceOf, successOf, text } from "./operations.ts";
import { sidKind } from "./sids.ts";

/** The module with what only the emulator needs: how resources look, and what the API says when it fails. */
export function emulationModule(documents: readonly LoadedDocument[]): string {
  const resources = documents.map(({ name, document }) => [name, resourcesOf(document)] as const);
  const examples = documents.map(({ name, document }) => {
    const bindings = fetchedOf(document).filter(({ isBinding }) => isBinding);
    return [name, Object.fromEntries(bindings.map(({ path, example }) => [path, example]))] as const;
  });
  return [
    'import type { ErrorExample, Product, Properties, Route } from "../scripts/generate/emulation-types.ts";',
    'import { operations } from "./operations.ts";',
    "",
    'export type { ErrorExample, Properties, Property } from "../scripts/generate/emulation-types.ts";',
    "",
    "/** The binding behind each path that fetches one, by document. */",
    `export const resources = ${JSON.stringify(Object.fromEntries(resources))} as const satisfies Readonly<Record<string, Readonly<Record<string, Properties>>>>;`,
    "",
    "/** The example of each. */",
    `export const examples = ${JSON.stringify(Object.fromEntries(examples))} as const;`,
    "",
    "/** All paths, those with fewer parameters first: a text goes before a parameter that it would fit as well. */",
    `export const routes: readonly Route[] = [${routesOf(documents).join(",")}];`,
    "",
    "/** Sets of bindings. */",
    `export const products: readonly Product[] = [${productsOf(documents).join(",")}];`,
    "",
    "/** Error bodies by status (5XX as 500). */",
    `export const errors = ${JSON.stringify(errorExamples(documents))} as const satisfies Readonly<Record<number, ErrorExample>>;`,
    "",
    "/** Headers that every success carries, CORS for browsers. */",
    `export const successHeaders = ${JSON.stringify(successHeaders(documents))} as const satisfies Readonly<Record<string, string>>;`,
  ].join("\n");
}

type Example = Readonly<Record<string, unknown>>;

/** What an operation that fetches one resource returns. */
interface Fetched {
  readonly path: string;
  readonly schema: Node;
  readonly properties: readonly [string, Node][];
  readonly example: Example;
  /** Whether it is a binding: its own SID is one of that kind. */
  readonly isBinding: boolean;
}

function fetchedOf(document: OpenApiDocument): Fetched[] {
  return operationsOf(document).flatMap((operation) => {
    const found = operation.method === "get" ? resourceOf(document, operation) : undefined;
    if (found === undefined || found.itemKey !== undefined) return [];
    const { media } = successOf(document, operation);
    const properties = document.entries(descend(document, found.schema, ["properties"]));
    const example = ((media && firstExample(document, media)) ?? {}) as Example;
    const isBinding = properties.some(
      ([name, node]) => name === "sid" && sidKind(refName(node)) === "Binding",
    );
    return [{ path: operation.path, schema: found.schema, properties, example, isBinding }];
  });
}

function resourcesOf(document: OpenApiDocument): Record<string, unknown> {
  const bindings = fetchedOf(document).filter(({ isBinding }) => isBinding);
  return Object.fromEntries(
    bindings.map(({ path, properties, example }) => {
      // No date is before the first one, that of creation.
      const isDate = ([, node]: [string, Node]) => text(document, node, "format") === "date-time";
      const [created] = properties.find(isDate) ?? [];
      const described = properties.map(([name, node]) => {
        const notBefore = isDate([name, node]) && name !== created ? created : undefined;
        return [name, { ...describeProperty(document, node, name, example), notBefore }];
      });
      return [path, Object.fromEntries(described) as unknown];
    }),
  );
}

function describeProperty(document: OpenApiDocument, property: Node, name: string, example: Example) {
  const { node, nullable } = withoutNull(document, property);
  const sid = document.child(node, "pattern") && sidKind(refName(node));
  const values = document.child(node, "enum")?.value;
  return {
    ...(sid === undefined ? typeOf(document, node, name, example) : { type: "sid", sid }),
    ...(nullable && { nullable }),
    ...(values !== undefined && { enum: values }),
  };
}

/** The schema of what is not null: null is one of its types, or one of its alternatives. */
function withoutNull(document: OpenApiDocument, property: Node): { node: Node; nullable: boolean } {
  const alternatives = document.child(property, "anyOf");
  if (!alternatives) return { node: property, nullable: typesOf(document, property).includes("null") };
  const nodes = document.entries(alternatives).map(([, node]) => node);
  const [node = property] = nodes.filter((one) => !typesOf(document, one).includes("null"));
  return { node, nullable: nodes.some((one) => typesOf(document, one).includes("null")) };
}

function typesOf(document: OpenApiDocument, schema: Node): readonly unknown[] {
  return [document.child(schema, "type")?.value].flat();
}

function typeOf(document: OpenApiDocument, schema: Node, name: string, example: Example) {
  const types = typesOf(document, schema);
  const format = document.child(schema, "format")?.value;
  const value = example[name];
  if (format === "date-time") return { type: format };
  const pathOf = (url: unknown) => {
    if (typeof url === "string" && URL.canParse(url)) return pathWithNames(url, example);
    throw new GeneratorError(
      document,
      schema,
      `${name}: its example must be ${format === "uri" ? "a URL" : "an object of URLs"}`,
    );
  };
  if (format === "uri") return { type: format, path: pathOf(value) };
  if (format === "uri-map") {
    const links = Object.entries((value ?? {}) as Example);
    return { type: "uris", paths: Object.fromEntries(links.map(([link, url]) => [link, pathOf(url)])) };
  }
  const items = types.includes("array") && document.child(schema, "items");
  if (items && typesOf(document, items).includes("string")) return { type: "strings", items: value };
  const hasValues = document.child(schema, "enum") !== undefined;
  return { type: types.includes("string") ? "string" : "other", ...(!hasValues && { example: value }) };
}

/** The path of an example URL, with the name of each property in the place of its example. */
function pathWithNames(url: string, example: Example): string {
  const values = Object.entries(example).filter(([, value]) => value !== "");
  const named = new Map(values.map(([name, value]) => [value, `{${name}}`]));
  const segments = new URL(url).pathname.split("/");
  return segments.map((segment) => named.get(segment) ?? segment).join("/");
}

/** The routes, as code. */
function routesOf(documents: readonly LoadedDocument[]): string[] {
  const routes = documents.flatMap(({ name, document }) => {
    const fetched = fetchedOf(document);
    const all = operationsOf(document);
    return [...new Set(all.map(({ path }) => path))].map((path) => {
      const operations = all.filter((one) => one.path === path);
      const get = operations.find(({ method }) => method === "get");
      const found = get && resourceOf(document, get);
      const isList = found?.itemKey !== undefined;
      const item = fetched.find(
        (one) => one.path === path || (isList && refName(one.schema) === refName(found.schema)),
      );
      const content = item?.isBinding
        ? `, binding: ${bindingAt(name, item.path)}`
        : item && !isList
          ? `, example: ${JSON.stringify(item.example)}`
          : "";
      const own = operations.map(({ id }) => `operations.${name}.${id}`).join(", ");
      return { path, code: `{ document: "${name}", operations: [${own}]${content} }` };
    });
  });
  const countOf = (path: string) => path.split("{").length;
  return routes.sort((one, other) => countOf(one.path) - countOf(other.path)).map(({ code }) => code);
}

/** The products, as code. The shortest path to a binding is that of a service's. */
function productsOf(documents: readonly LoadedDocument[]): string[] {
  const byPath = new Map<string, LoadedDocument[]>();
  for (const loaded of documents) {
    const [path] = bindingPaths(loaded.document);
    if (path !== undefined) byPath.set(path, [...(byPath.get(path) ?? []), loaded]);
  }
  return [...byPath].flatMap(([path, alike]) => {
    const names = JSON.stringify(alike.map(({ name }) => name));
    return alike.slice(0, 1).map(({ name, document }) => {
      const server = text(document, descend(document, document.root, ["servers", "0"]), "url");
      const properties = bindingPaths(document).map((one) => `...${bindingAt(name, one)}`);
      return `{
        documents: ${names},
        server: "${server}",
        properties: { ${properties.join(", ")} },
        binding: ${bindingAt(name, path)},
      }`;
    });
  });
}

function bindingPaths(document: OpenApiDocument): string[] {
  return Object.keys(resourcesOf(document)).sort((one, other) => one.length - other.length);
}

function bindingAt(document: string, path: string): string {
  return `resources.${document}[${JSON.stringify(path)}]`;
}

function errorExamples(documents: readonly LoadedDocument[]): Record<string, unknown> {
  const examples = documents.flatMap(({ document }) =>
    operationsOf(document).flatMap(({ node }) => {
      const responses = document.child(node, "responses");
      return (responses ? document.entries(responses) : [])
        .filter(([status]) => /^[45]/.test(status))
        .map(([status, response]): [string, unknown] => {
          const content = document.child(response, "content");
          const media = content && document.child(content, "application/json");
          return [status.replace("XX", "00"), media && firstExample(document, media)];
        });
    }),
  );
  return Object.fromEntries(examples);
}

function successHeaders(documents: readonly LoadedDocument[]): Record<string, string> {
  const examples = documents.flatMap(({ document }) =>
    operationsOf(document).flatMap((operation) => {
      const headers = document.child(successOf(document, operation).response, "headers");
      return (headers ? document.entries(headers) : [])
        .filter(([name]) => name.toLowerCase().startsWith("access-control-"))
        .map(([name, header]): [string, unknown] => [name, document.child(header, "example")?.value]);
    }),
  );
  return Object.fromEntries(
    examples.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function firstExample(document: OpenApiDocument, media: Node): unknown {
  const examples = document.child(media, "examples");
  const [first] = examples ? document.entries(examples) : [];
  return first && document.child(first[1], "value")?.value;
}
