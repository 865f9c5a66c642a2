import type { Node } from "../openapi/load.ts";
import { FLAG, type Field, addExamples, readFields } from "./fields.ts";
import { type Json, canonical, isRecord, toSet } from "./json.ts";
import { type Child, type Element, type Fact, type Reading, emptyElement, quoted } from "./model.ts";
import { readSecurity, readServers } from "./read-access.ts";
import { readSchema } from "./read-schema.ts";

const NAMED: Field = "elsewhere";

const OPERATION: Partial<Record<string, Field>> = {
  ...{ summary: "prose", description: "prose", externalDocs: "prose" },
  ...{ operationId: "fact", deprecated: FLAG, tags: NAMED, callbacks: NAMED },
  ...{ parameters: NAMED, requestBody: NAMED, responses: NAMED, security: NAMED, servers: NAMED },
};

/** Where a document writes an operation. */
export interface Place {
  readonly template: string;
  /** The beginning of the operation's path that the servers' URLs end with. */
  readonly prefix: string;
}

/** Reads an operation with all that it takes from its path and its document. */
export function readOperation(reading: Reading, pathItem: Node, node: Node, place: Place): Element {
  const { document } = reading;
  const { template, prefix } = place;
  const { facts, prose } = readFields(node, OPERATION);
  const tags = isRecord(node.value) ? node.value["tags"] : undefined;
  if (Array.isArray(tags) && tags.length > 0) facts.set("tags", { value: toSet(tags), nature: "contract" });
  const access = [readSecurity(reading, node), readServers(reading, pathItem, node, prefix)];
  for (const { facts: more } of access) for (const [key, fact] of more) facts.set(key, fact);
  addWhole(reading, node, "callbacks", facts);

  const children = new Map<string, Child>(access.flatMap((each) => [...each.children]));
  for (const [at, parameter] of parametersOf(reading, pathItem, node, template)) {
    children.set(at, { element: () => readParameter(reading, parameter) });
  }
  const body = document.child(node, "requestBody");
  if (body) children.set(" request body", { element: () => readRequestBody(reading, body) });
  const responses = document.child(node, "responses");
  if (responses) {
    const { response, other } = splitResponses(document.entries(responses));
    for (const [key, value] of other) {
      facts.set(`responses ${key}`, {
        value: value.value as Json,
        nature: key.startsWith("x-") ? "vendor" : "unknown",
      });
    }
    for (const [status, value] of response) {
      children.set(` response ${status}`, { element: () => readResponse(reading, value) });
    }
  }
  return { ...emptyElement("operation", node), facts, prose, children };
}

/** Without `callbacks` and `links` in it, nothing of ours depends on their parts: they are compared whole. */
function addWhole(reading: Reading, node: Node, key: string, facts: Map<string, Fact>): void {
  const member = reading.document.child(node, key);
  if (member === undefined || !isRecord(member.value) || Object.keys(member.value).length === 0) return;
  const resolved = reading.document.entries(member).map(([name, each]) => [name, each.value]);
  facts.set(key, { value: Object.fromEntries(resolved) as Json, nature: "contract" });
}

function splitResponses(entries: readonly [string, Node][]) {
  const isStatus = ([key]: [string, Node]) => /^([1-5](\d\d|xx)|default)$/i.test(key);
  return {
    response: entries.filter(isStatus).map(([key, node]): [string, Node] => [statusOf(key), node]),
    other: entries.filter((entry) => !isStatus(entry)),
  };
}

function statusOf(key: string): string {
  return key.toLowerCase() === "default" ? "default" : key.toUpperCase();
}

/** The parameters of the path and the operation, the operation's winning, by where they stand in the request. */
function parametersOf(
  reading: Reading,
  pathItem: Node,
  operation: Node,
  template: string,
): Map<string, Node> {
  const { document } = reading;
  const parameters = new Map<string, Node>();
  const places = [...template.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
  for (const owner of [pathItem, operation]) {
    const list = document.child(owner, "parameters");
    for (const [, parameter] of list ? document.entries(list) : []) {
      parameters.set(placeOf(parameter.value, places), parameter);
    }
  }
  return parameters;
}

/** A path parameter is the placeholder it fills, whatever its name; header names are the same in any case. */
function placeOf(parameter: unknown, places: readonly (string | undefined)[]): string {
  if (!isRecord(parameter)) return ` parameter ${quoted(canonical(parameter))}`;
  const name = String(parameter["name"]);
  const where = String(parameter["in"]);
  if (where === "path" && places.includes(name)) return ` path {${places.indexOf(name) + 1}}`;
  return ` ${where} ${quoted(where === "header" ? name.toLowerCase() : name)}`;
}

const HEADER: Partial<Record<string, Field>> = {
  ...{ description: "prose", example: NAMED, examples: NAMED, schema: NAMED, content: NAMED },
  ...{ required: FLAG, deprecated: FLAG, allowEmptyValue: FLAG, allowReserved: FLAG },
  ...{ style: "fact", explode: "fact" },
};

const PARAMETER: Partial<Record<string, Field>> = { ...HEADER, name: NAMED, in: NAMED };

function readParameter(reading: Reading, node: Node): Element {
  const { facts, prose } = readFields(node, PARAMETER);
  const where = isRecord(node.value) ? node.value["in"] : undefined;
  dropStyleDefaults(facts, where === "query" || where === "cookie" ? "form" : "simple");
  addExamples(reading.document, node, prose);
  return { ...emptyElement("parameter", node), facts, prose, children: readContent(reading, node) };
}

function readHeader(reading: Reading, node: Node): Element {
  const { facts, prose } = readFields(node, HEADER);
  dropStyleDefaults(facts, "simple");
  addExamples(reading.document, node, prose);
  return { ...emptyElement("header", node), facts, prose, children: readContent(reading, node) };
}

/** `explode` is on by default for `form` alone. */
function dropStyleDefaults(facts: Map<string, Fact>, defaultStyle: string): void {
  const style = facts.get("style")?.value ?? defaultStyle;
  if (style === defaultStyle) facts.delete("style");
  if (facts.get("explode")?.value === (style === "form")) facts.delete("explode");
}

const BODY: Partial<Record<string, Field>> = { description: "prose", required: FLAG, content: NAMED };

function readRequestBody(reading: Reading, node: Node): Element {
  return {
    ...emptyElement("request body", node),
    ...readFields(node, BODY),
    children: readContent(reading, node),
  };
}

const RESPONSE: Partial<Record<string, Field>> = {
  ...{ summary: "prose", description: "prose", headers: NAMED, content: NAMED, links: NAMED },
};

function readResponse(reading: Reading, node: Node): Element {
  const { facts, prose } = readFields(node, RESPONSE);
  addWhole(reading, node, "links", facts);
  const children = new Map([...readHeaders(reading, node), ...readContent(reading, node)]);
  return { ...emptyElement("response", node), facts, prose, children };
}

function readHeaders(reading: Reading, node: Node): Map<string, Child> {
  const headers = reading.document.child(node, "headers");
  const entries = headers ? reading.document.entries(headers) : [];
  return new Map(
    entries
      // Content-Type is told by the media types: OpenAPI ignores it here.
      .filter(([name]) => name.toLowerCase() !== "content-type")
      .map(([name, header]) => [
        ` header ${quoted(name.toLowerCase())}`,
        { element: () => readHeader(reading, header) },
      ]),
  );
}

const MEDIA_TYPE: Partial<Record<string, Field>> = {
  ...{ schema: NAMED, example: NAMED, examples: NAMED, encoding: NAMED },
};

/** `schema` and the media types of `content`, as children. */
function readContent(reading: Reading, node: Node): Map<string, Child> {
  const children = new Map<string, Child>();
  const schema = reading.document.child(node, "schema");
  if (schema) children.set(" schema", { element: () => readSchema(reading, [schema]) });
  const content = reading.document.child(node, "content");
  for (const [name, mediaType] of content ? reading.document.entries(content) : []) {
    const at = ` ${quoted(mediaTypeOf(name))}`;
    children.set(children.has(at) ? ` ${quoted(name)}` : at, {
      element: () => readMediaType(reading, mediaType),
    });
  }
  return children;
}

/** `Application/JSON; charset=utf-8` is `application/json`: JSON is UTF-8 anyway. */
function mediaTypeOf(name: string): string {
  const [type = "", ...parameters] = name.toLowerCase().split(";");
  const telling = parameters
    .map((each) => each.trim())
    .filter((each) => !/^(charset="?utf-8"?)?$/.test(each));
  return [type.trim(), ...telling.sort()].join(";");
}

function readMediaType(reading: Reading, node: Node): Element {
  const { document } = reading;
  const { facts, prose } = readFields(node, MEDIA_TYPE);
  addExamples(document, node, prose);
  const children = readContent(reading, node);
  const encodings = document.child(node, "encoding");
  for (const [name, encoding] of encodings ? document.entries(encodings) : []) {
    children.set(` encoding ${quoted(name)}`, { element: () => readEncoding(reading, encoding) });
  }
  return { ...emptyElement("media type", node), facts, prose, children };
}

const ENCODING: Partial<Record<string, Field>> = {
  ...{ contentType: "fact", headers: NAMED, style: "fact", explode: "fact", allowReserved: FLAG },
};

function readEncoding(reading: Reading, node: Node): Element {
  const { facts, prose } = readFields(node, ENCODING);
  dropStyleDefaults(facts, "form");
  return { ...emptyElement("encoding", node), facts, prose, children: readHeaders(reading, node) };
}
