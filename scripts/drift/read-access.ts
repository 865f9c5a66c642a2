import type { Node } from "../openapi/load.ts";
import { DocumentError } from "../openapi/load.ts";
import { FLAG, type Field, readFields, textOf } from "./fields.ts";
import { type Json, canonical, compareText, isRecord, toSet } from "./json.ts";
import { type Child, type Element, type Fact, type Reading, emptyElement, quoted } from "./model.ts";

/** What an operation takes from several levels of its document: who may call it, and where it is. */
export interface Access {
  readonly facts: ReadonlyMap<string, Fact>;
  readonly children: ReadonlyMap<string, Child>;
}

const SCHEME: Partial<Record<string, Field>> = {
  description: "prose",
  type: "elsewhere",
  scheme: "elsewhere",
  in: "elsewhere",
  name: "elsewhere",
  bearerFormat: "fact",
  flows: "fact",
  openIdConnectUrl: "fact",
  deprecated: FLAG,
  $ref: "elsewhere",
};

/**
 * The operation's security, or else the document's: alternatives, each a set of schemes by what they are, for
 * their names are the document's own business. No security and an empty list both mean that none is needed.
 */
export function readSecurity(reading: Reading, operation: Node): Access {
  const { root } = reading.document;
  const list = memberOf(operation, "security") ?? memberOf(root, "security") ?? [];
  const alternatives = (Array.isArray(list) ? (list as unknown[]) : []).filter(isRecord);
  const children = new Map<string, Child>();
  const told = alternatives.map((alternative) =>
    Object.entries(alternative)
      .map(([name, scopes]) => {
        const scheme = schemeNamed(reading, name, operation);
        const label = labelOf(scheme.value);
        children.set(` security ${quoted(label)}`, {
          element: () => ({ ...emptyElement("security scheme", scheme), ...readFields(scheme, SCHEME) }),
          whenAbsent: "told elsewhere",
        });
        return Array.isArray(scopes) && scopes.length > 0
          ? `${label} (${toSet(scopes).map(textOf).join(", ")})`
          : label;
      })
      .sort(compareText)
      .join(" and "),
  );
  const value = toSet(told.length === 0 ? ["none"] : told.map((alternative) => alternative || "none"));
  return { facts: new Map([["security", { value, nature: "contract" }]]), children };
}

function schemeNamed(reading: Reading, name: string, operation: Node): Node {
  const { document } = reading;
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

const SERVER: Partial<Record<string, Field>> = {
  url: "elsewhere",
  name: "prose",
  description: "prose",
  variables: "elsewhere",
};

/**
 * The servers of the operation, or else of its path, or else of the document. `prefix` is the beginning of the
 * operation's path that is written at the end of the servers' URLs here.
 */
export function readServers(reading: Reading, pathItem: Node, operation: Node, prefix: string): Access {
  const owner = [operation, pathItem, reading.document.root].find((node) => serversIn(node.value).length > 0);
  const servers = owner ? serversIn(owner.value) : [{ url: "/" }];
  const children = new Map<string, Child>();
  const urlOf = (server: Record<string, unknown>) => withoutPrefix(plainUrl(server), prefix);
  for (const [index, server] of servers.entries()) {
    const node: Node = {
      value: server,
      file: (owner ?? operation).file,
      pointer: `${(owner ?? operation).pointer}/servers/${index}`,
      kind: "data",
    };
    children.set(` server ${quoted(urlOf(server))}`, {
      element: () => readServer(node),
      whenAbsent: "told elsewhere",
    });
  }
  return {
    facts: new Map([["servers", { value: toSet(servers.map(urlOf)), nature: "contract" }]]),
    children,
  };
}

export function serversIn(owner: unknown): Record<string, unknown>[] {
  const servers = isRecord(owner) ? owner["servers"] : undefined;
  return Array.isArray(servers) ? servers.filter(isRecord) : [];
}

function readServer(node: Node): Element {
  const { facts, prose } = readFields(node, SERVER);
  const variables = memberOf(node, "variables");
  for (const [name, variable] of isRecord(variables) ? Object.entries(variables) : []) {
    if (!isRecord(variable)) continue;
    const { description, enum: values, ...rest } = variable;
    const value = { ...rest, ...(Array.isArray(values) ? { enum: toSet(values) } : {}) } as Json;
    facts.set(`variable ${quoted(name)}`, { value, nature: "contract" });
    if (typeof description === "string" && description.trim() !== "") {
      prose.set(`variable ${quoted(name)} description`, description.trim());
    }
  }
  return { ...emptyElement("server", node), facts, prose };
}

/** Hosts are the same in any case, and a slash at the end of the URL adds nothing. */
function plainUrl(server: Record<string, unknown>): string {
  const url = typeof server["url"] === "string" ? server["url"] : canonical(server["url"] ?? null);
  const plain = url.replace(/^[a-z]+:\/\/[^/{]*/i, (origin) => origin.toLowerCase());
  return plain.replace(/\/+$/, "") || "/";
}

function withoutPrefix(url: string, prefix: string): string {
  return prefix !== "" && url.endsWith(prefix) ? url.slice(0, -prefix.length) : url;
}

function lower(value: unknown): unknown {
  return typeof value === "string" ? value.toLowerCase() : value;
}

function memberOf(node: Node, key: string): unknown {
  return isRecord(node.value) ? node.value[key] : undefined;
}
