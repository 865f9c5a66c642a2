import { DocumentError, type Node } from "../openapi/load.ts";
import { FLAG, type Fields, addDescription, readFields } from "./fields.ts";
import { type Json, compareText, isRecord, textOf, toSet } from "./json.ts";
import { type Child, type Element, type Fact, type Reading, elementOf, quoted } from "./model.ts";

/** What an operation takes from several levels of its document: authentication and servers. */
type Access = Pick<Element, "facts" | "children">;

/** A set of alternatives as a fact, with a child for each that the fact covers. */
function accessOf(
  key: string,
  values: readonly string[],
  elements: ReadonlyMap<string, () => Element>,
): Access {
  const facts = new Map([[key, { value: toSet(values), nature: "contract" } as const]]);
  const children = [...elements].map(([at, element]): [string, Child] => [
    at,
    { element, whenAbsent: "covered by the parent" },
  ]);
  return { facts, children: new Map(children) };
}

const SCHEME: Fields = {
  ...{ description: "description", bearerFormat: "fact", flows: "fact", openIdConnectUrl: "fact" },
  ...{ type: "elsewhere", scheme: "elsewhere", in: "elsewhere", name: "elsewhere", $ref: "elsewhere" },
  deprecated: FLAG,
};

/**
 * The operation's security, or else the document's: alternatives, each a set of schemes, which are identified by
 * what they are, because their names only matter within a document. No security and an empty list both mean that
 * none is needed.
 */
export function readSecurity(reading: Reading, operation: Node): Access {
  const list = memberOf(operation, "security") ?? memberOf(reading.document.root, "security") ?? [];
  const alternatives = (Array.isArray(list) ? (list as unknown[]) : []).filter(isRecord);
  const elements = new Map<string, () => Element>();
  const labels = alternatives.map((alternative) => {
    const parts = Object.entries(alternative).map(([name, scopes]) => {
      const scheme = schemeNamed(reading, name, operation);
      const label = labelOf(scheme.value);
      elements.set(` security ${quoted(label)}`, () =>
        elementOf("security scheme", scheme, readFields(scheme, SCHEME)),
      );
      const hasScopes = Array.isArray(scopes) && scopes.length > 0;
      return hasScopes ? `${label} (${toSet(scopes).map(textOf).join(", ")})` : label;
    });
    return parts.sort(compareText).join(" and ") || "none";
  });
  return accessOf("security", labels.length === 0 ? ["none"] : labels, elements);
}

function schemeNamed({ document }: Reading, name: string, operation: Node): Node {
  const components = document.child(document.root, "components");
  const schemes = components && document.child(components, "securitySchemes");
  const scheme = schemes && document.child(schemes, name);
  if (scheme === undefined) {
    throw new DocumentError(`the security scheme ${name} is not defined`, operation.file, operation.pointer);
  }
  return scheme;
}

function labelOf(scheme: unknown): string {
  if (!isRecord(scheme)) return "unknown";
  const words = [scheme["type"], lower(scheme["scheme"]), scheme["in"]];
  words.push(scheme["in"] === "header" ? lower(scheme["name"]) : scheme["name"]);
  return words.filter((word) => typeof word === "string").join(" ");
}

const SERVER: Fields = {
  ...{ url: "elsewhere", variables: "elsewhere", name: "description", description: "description" },
};

/**
 * The servers of the operation, or else of its path, or else of the document. `prefix` is the beginning of the
 * operation's path if the servers' URLs end with it.
 */
export function readServers(reading: Reading, pathItem: Node, operation: Node, prefix: string): Access {
  const owner = [operation, pathItem, reading.document.root].find((node) => serversIn(node.value).length > 0);
  const servers = owner ? serversIn(owner.value) : [{ url: "/" }];
  const { file, pointer } = owner ?? operation;
  const urls = servers.map((server) => plainUrl(server, prefix));
  const elements = servers.map((value, index) => {
    const node: Node = { value, file, pointer: `${pointer}/servers/${index}`, kind: "data" };
    return [` server ${quoted(urls[index] ?? "")}`, () => readServer(node)] as const;
  });
  return accessOf("servers", urls, new Map(elements));
}

export function serversIn(owner: unknown): Record<string, unknown>[] {
  const servers = isRecord(owner) ? owner["servers"] : undefined;
  return Array.isArray(servers) ? servers.filter(isRecord) : [];
}

function readServer(node: Node): Element {
  const facts: Map<string, Fact> = readFields(node, SERVER);
  const variables = memberOf(node, "variables");
  for (const [name, variable] of isRecord(variables) ? Object.entries(variables) : []) {
    if (!isRecord(variable)) continue;
    const { description, enum: values, ...rest } = variable;
    const value = { ...rest, ...(Array.isArray(values) ? { enum: toSet(values) } : {}) } as Json;
    facts.set(`variable ${quoted(name)}`, { value, nature: "contract" });
    if (typeof description === "string") {
      addDescription(facts, `variable ${quoted(name)} description`, description);
    }
  }
  return elementOf("server", node, facts);
}

/** Hosts are case-insensitive, and a slash at the end of the URL adds nothing. */
function plainUrl(server: Record<string, unknown>, prefix: string): string {
  const url = textOf(server["url"] ?? null).replace(/^[a-z]+:\/\/[^/{]*/i, (origin) => origin.toLowerCase());
  const plain = url.replace(/\/+$/, "") || "/";
  return prefix !== "" && plain.endsWith(prefix) ? plain.slice(0, -prefix.length) : plain;
}

function lower(value: unknown): unknown {
  return typeof value === "string" ? value.toLowerCase() : value;
}

function memberOf(node: Node, key: string): unknown {
  return isRecord(node.value) ? node.value[key] : undefined;
}
