import type { Node } from "../openapi/load.ts";
import { FLAG, type Fields, addExamples, natureOf, readFields } from "./fields.ts";
import { type Json, canonical, isRecord, toSet } from "./json.ts";
import { type Child, type Element, type Fact, type Reading, elementOf, quoted } from "./model.ts";
import { readSecurity, readServers } from "./read-access.ts";
import { readSchema } from "./read-schema.ts";

const OPERATION: Fields = {
  ...{ summary: "description", description: "description", externalDocs: "description" },
  ...{ operationId: "fact", deprecated: FLAG, tags: "elsewhere", callbacks: "elsewhere" },
  ...{ parameters: "elsewhere", requestBody: "elsewhere", responses: "elsewhere" },
  ...{ security: "elsewhere", servers: "elsewhere" },
};

/** Where a document writes an operation. */
export interface Place {
  readonly template: string;
  /** The beginning of the operation's path if the servers' URLs end with it. */
  readonly prefix: string;
}

/** Reads an operation, with what it inherits from its path and its document. */
export function readOperation(reading: Reading, pathItem: Node, node: Node, place: Place): Element {
  const { document } = reading;
  const access = [readSecurity(reading, node), readServers(reading, pathItem, node, place.prefix)];
  const facts = new Map([...readFields(node, OPERATION), ...access.flatMap((each) => [...each.facts])]);
  const tags = isRecord(node.value) ? node.value["tags"] : undefined;
  if (Array.isArray(tags) && tags.length > 0) facts.set("tags", { value: toSet(tags), nature: "contract" });
  addWhole(reading, node, "callbacks", facts);

  const children = new Map<string, Child>(access.flatMap((each) => [...each.children]));
  for (const [at, parameter] of parametersOf(reading, pathItem, node, place.template)) {
    children.set(at, { element: () => readParameter(reading, parameter) });
  }
  const body = document.child(node, "requestBody");
  if (body) children.set(" request body", { element: () => readRequestBody(reading, body) });
  for (const [key, response] of membersOf(reading, node, "responses")) {
    if (/^([1-5](\d\d|xx)|default)$/i.test(key)) {
      const status = key.toLowerCase() === "default" ? "default" : key.toUpperCase();
      children.set(` response ${status}`, { element: () => readResponse(reading, response) });
    } else facts.set(`responses ${key}`, { value: response.value as Json, nature: natureOf(key) });
  }
  return elementOf("operation", node, facts, children);
}

function membersOf({ document }: Reading, node: Node, key: string): [string, Node][] {
  const member = document.child(node, key);
  return member ? document.entries(member) : [];
}

/** `callbacks` and `links` are compared as a whole: nothing of ours depends on their parts. */
function addWhole(reading: Reading, node: Node, key: string, facts: Map<string, Fact>): void {
  const members = membersOf(reading, node, key).map(([name, each]) => [name, each.value]);
  if (members.length > 0) {
    facts.set(key, { value: Object.fromEntries(members) as Json, nature: "contract" });
  }
}

/** Header parameters that OpenAPI ignores: the media types and the security schemes describe them. */
const IGNORED_HEADERS: ReadonlySet<string> = new Set(["accept", "content-type", "authorization"]);

/** The parameters of the path and the operation, the operation's taking precedence, by place in the request. */
function parametersOf(reading: Reading, pathItem: Node, operation: Node, template: string) {
  const placeholders = [...template.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
  const parameters = [pathItem, operation].flatMap((owner) => membersOf(reading, owner, "parameters"));
  return new Map(
    parameters.flatMap(([, parameter]) => {
      const at = placeOf(parameter.value, placeholders);
      return at === undefined ? [] : [[at, parameter] as const];
    }),
  );
}

/** Path parameters are known by their placeholder's position, header names are case-insensitive. */
function placeOf(parameter: unknown, placeholders: readonly (string | undefined)[]): string | undefined {
  if (!isRecord(parameter)) return ` parameter ${quoted(canonical(parameter))}`;
  const name = String(parameter["name"]);
  const where = String(parameter["in"]);
  if (where === "path" && placeholders.includes(name)) return ` path {${placeholders.indexOf(name) + 1}}`;
  if (where !== "header") return ` ${where} ${quoted(name)}`;
  return IGNORED_HEADERS.has(name.toLowerCase()) ? undefined : ` header ${quoted(name.toLowerCase())}`;
}

const HEADER: Fields = {
  ...{ description: "description", example: "elsewhere", examples: "elsewhere" },
  ...{ schema: "elsewhere", content: "elsewhere", style: "fact", explode: "fact" },
  ...{ required: FLAG, deprecated: FLAG, allowEmptyValue: FLAG, allowReserved: FLAG },
};

const PARAMETER: Fields = { ...HEADER, name: "elsewhere", in: "elsewhere" };

function readParameter(reading: Reading, node: Node): Element {
  const where = isRecord(node.value) ? node.value["in"] : undefined;
  const facts = readFields(node, PARAMETER);
  dropStyleDefaults(facts, where === "query" || where === "cookie" ? "form" : "simple");
  addExamples(reading.document, node, facts);
  return elementOf("parameter", node, facts, readContent(reading, node));
}

function readHeader(reading: Reading, node: Node): Element {
  const facts = readFields(node, HEADER);
  dropStyleDefaults(facts, "simple");
  addExamples(reading.document, node, facts);
  return elementOf("header", node, facts, readContent(reading, node));
}

/** `explode` defaults to true for `form` only. */
function dropStyleDefaults(facts: Map<string, Fact>, defaultStyle: string): void {
  const style = facts.get("style")?.value ?? defaultStyle;
  if (style === defaultStyle) facts.delete("style");
  if (facts.get("explode")?.value === (style === "form")) facts.delete("explode");
}

const BODY: Fields = { description: "description", required: FLAG, content: "elsewhere" };

function readRequestBody(reading: Reading, node: Node): Element {
  return elementOf("request body", node, readFields(node, BODY), readContent(reading, node));
}

const RESPONSE: Fields = {
  ...{ summary: "description", description: "description" },
  ...{ headers: "elsewhere", content: "elsewhere", links: "elsewhere" },
};

function readResponse(reading: Reading, node: Node): Element {
  const facts = readFields(node, RESPONSE);
  addWhole(reading, node, "links", facts);
  const children = new Map([...readHeaders(reading, node), ...readContent(reading, node)]);
  return elementOf("response", node, facts, children);
}

/** OpenAPI ignores Content-Type here: the media types describe it. */
function readHeaders(reading: Reading, node: Node): Map<string, Child> {
  const headers = membersOf(reading, node, "headers").map(
    ([name, each]) => [name.toLowerCase(), each] as const,
  );
  return new Map(
    headers
      .filter(([name]) => name !== "content-type")
      .map(([name, each]) => [` header ${quoted(name)}`, { element: () => readHeader(reading, each) }]),
  );
}

/** `schema` and the media types of `content`, as children. */
function readContent(reading: Reading, node: Node): Map<string, Child> {
  const children = new Map<string, Child>();
  const schema = reading.document.child(node, "schema");
  if (schema) children.set(" schema", { element: () => readSchema(reading, [schema]) });
  for (const [name, mediaType] of membersOf(reading, node, "content")) {
    const at = ` ${quoted(mediaTypeOf(name))}`;
    children.set(children.has(at) ? ` ${quoted(name)}` : at, {
      element: () => readMediaType(reading, mediaType),
    });
  }
  return children;
}

/** `Application/JSON; charset=utf-8` is `application/json`: JSON is always UTF-8. */
function mediaTypeOf(name: string): string {
  const [type = "", ...parameters] = name.toLowerCase().split(";");
  const significant = parameters
    .map((each) => each.trim())
    .filter((each) => !/^(charset="?utf-8"?)?$/.test(each));
  return [type.trim(), ...significant.sort()].join(";");
}

const MEDIA_TYPE: Fields = {
  ...{ schema: "elsewhere", example: "elsewhere", examples: "elsewhere", encoding: "elsewhere" },
};

function readMediaType(reading: Reading, node: Node): Element {
  const facts = readFields(node, MEDIA_TYPE);
  addExamples(reading.document, node, facts);
  const children = readContent(reading, node);
  for (const [name, encoding] of membersOf(reading, node, "encoding")) {
    children.set(` encoding ${quoted(name)}`, { element: () => readEncoding(reading, encoding) });
  }
  return elementOf("media type", node, facts, children);
}

const ENCODING: Fields = {
  ...{ contentType: "fact", headers: "elsewhere", style: "fact", explode: "fact", allowReserved: FLAG },
};

function readEncoding(reading: Reading, node: Node): Element {
  const facts = readFields(node, ENCODING);
  dropStyleDefaults(facts, "form");
  return elementOf("encoding", node, facts, readHeaders(reading, node));
}
