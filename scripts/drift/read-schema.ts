import type { Node, OpenApiDocument } from "../openapi/load.ts";
import { addExamples, addProse, natureOf, textOf } from "./fields.ts";
import { type Json, equal, isRecord, toSet } from "./json.ts";
import { type Child, type Element, type Fact, type Reading, emptyElement, quoted } from "./model.ts";
import { type Atom, type Union, atomsOf, isNullable } from "./schema-atoms.ts";
import { canonicalElement } from "./canonical-element.ts";
import { LIMITS, mergeBound, mergeEnum, mergeTypes } from "./schema-values.ts";

type Nodes = readonly [Node, ...Node[]];

/**
 * Reads a schema. Several nodes stand for one schema that all of them describe, as `allOf` and what stands
 * beside a `$ref` do.
 */
export function readSchema(reading: Reading, nodes: Nodes): Element {
  const key = nodes.map(identityOf).join(" & ");
  const known = reading.schemas.get(key);
  if (known) return known;
  const element = makeSchema(reading, nodes);
  reading.schemas.set(key, element);
  return element;
}

function identityOf(node: Node): string {
  const { reference } = node;
  if (reference === undefined) return `${node.file}#${node.pointer}`;
  const beside = reference.siblings ? `${reference.file}#${reference.pointer} beside ` : "";
  return beside + identityOf(reference.target);
}

function makeSchema(reading: Reading, nodes: Nodes): Element {
  const { document } = reading;
  const { atoms, unions } = atomsOf(document, nodes);
  const facts = new Map<string, Fact>();
  const say: Say = (key, value) => {
    if (value !== undefined) facts.set(key, { value, nature: "contract" });
  };
  sayValues(atoms, unions.length > 0, say);
  for (const [key, fact] of otherFacts(reading, atoms)) facts.set(key, fact);
  say("additionalProperties.beside", closedBesideOf(atoms));
  return {
    kind: "schema",
    node: nodes[0],
    facts,
    prose: proseOf(document, atoms),
    children: childrenOf(reading, atoms),
    branches: branchesOf(reading, unions, say),
  };
}

type Say = (key: string, value: Json | undefined) => void;

/** Which values the schema lets pass, as far as keywords say that belong together. */
function sayValues(atoms: readonly Atom[], hasUnions: boolean, say: Say): void {
  if (atoms.some(({ node }) => node.value === false)) say("never", true);
  const values = mergeEnum(valuesOf(atoms, "enum"), valuesOf(atoms, "const"));
  const types = mergeTypes(valuesOf(atoms, "type"), values);
  const isFree = types === undefined && values === undefined && !hasUnions; // and null passes anyway
  say("type", types?.length === 1 ? types[0] : types);
  say(
    "enum",
    values?.filter((value) => value !== null),
  );
  if (!isFree && isNullable(atoms, values)) say("nullable", true);
  const schemas = atoms.map(({ node }) => node.value);
  for (const limit of LIMITS) say(limit.name, mergeBound(limit, schemas, types));
  const required = new Set(valuesOf(atoms, "required").flat().map(textOf));
  for (const name of required) say(`required.${quoted(name)}`, true);
}

/** Alternatives to compare one by one; where parts of the schema each have some, they are told as a whole. */
function branchesOf(reading: Reading, unions: readonly Union[], say: Say): Map<string, (() => Element)[]> {
  const branches = new Map<string, (() => Element)[]>();
  for (const keyword of ["anyOf", "oneOf"] as const) {
    const lists = unions.filter((union) => union.keyword === keyword).map(({ nodes }) => nodes);
    const [only, ...others] = lists;
    if (only === undefined) continue;
    if (others.length > 0)
      say(keyword, toSet(lists.map((list) => toSet(list.map((node) => canonicalOf(reading, node))))));
    else
      branches.set(
        keyword,
        only.map((node) => () => readSchema(reading, [node])),
      );
  }
  return branches;
}

function valuesOf(atoms: readonly Atom[], key: string): unknown[] {
  return atoms.flatMap(({ node }) =>
    isRecord(node.value) && node.value[key] !== undefined ? [node.value[key]] : [],
  );
}

const FLAGS = new Set(["uniqueItems", "deprecated", "readOnly", "writeOnly"]);
/** Schemas within schemas that are too rare to be compared part by part: any change of one is a change. */
const SUBSCHEMAS = new Map<string, "one" | "list" | "map">([
  ...["not", "if", "then", "else", "contains", "propertyNames"].map((key) => [key, "one"] as const),
  ...["unevaluatedItems", "unevaluatedProperties"].map((key) => [key, "one"] as const),
  ...[["prefixItems", "list"] as const, ["patternProperties", "map"] as const],
  ["dependentSchemas", "map"],
]);
const KNOWN = new Set([
  ...FLAGS,
  ...["format", "pattern", "multipleOf", "default", "discriminator", "xml", "contentEncoding"],
  ...["contentMediaType", "contentSchema", "minContains", "maxContains", "dependentRequired"],
]);
const READ_BY_NAME = new Set([
  ...["type", "nullable", "enum", "const", "required", "properties", "items", "additionalProperties"],
  ...["allOf", "anyOf", "oneOf", "title", "description", "externalDocs", "example", "examples", "$comment"],
  ...LIMITS.flatMap(({ name, exclusive }) => [name, exclusive ?? name]),
  // What only names a schema or says how to read it has no meaning of its own once `$ref`s are followed.
  ...["$ref", "$id", "$anchor", "$schema", "$defs", "definitions"],
]);

/** What no other keyword has a part in. */
function otherFacts(reading: Reading, atoms: readonly Atom[]): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  const keys = new Set(atoms.flatMap(({ node }) => (isRecord(node.value) ? Object.keys(node.value) : [])));
  for (const key of keys) {
    if (READ_BY_NAME.has(key)) continue;
    const isKnown = KNOWN.has(key) || SUBSCHEMAS.has(key);
    const value = isKnown ? otherValue(reading, atoms, key) : (valuesOf(atoms, key)[0] as Json | undefined);
    if (value !== undefined) facts.set(key, { value, nature: isKnown ? "contract" : natureOf(key) });
  }
  return facts;
}

function otherValue(reading: Reading, atoms: readonly Atom[], key: string): Json | undefined {
  const values = valuesOf(atoms, key);
  const [first] = values;
  if (FLAGS.has(key)) return values.includes(true) ? true : undefined;
  if (key === "default") return first as Json;
  if (key === "discriminator") return discriminatorOf(first);
  return SUBSCHEMAS.has(key)
    ? allOf(atoms.flatMap(({ node }) => subschemasOf(reading, node, key)))
    : allOf(values);
}

/** One value, or all of them where several parts of a schema each give their own. */
function allOf(values: readonly unknown[]): Json | undefined {
  const set = toSet(values);
  return set.length > 1 ? { allOf: set } : set[0];
}

function subschemasOf(reading: Reading, node: Node, key: string): Json[] {
  const member = reading.document.child(node, key);
  if (member === undefined) return [];
  const shape = SUBSCHEMAS.get(key);
  if (shape === "one") {
    const isOpen = key.startsWith("unevaluated") && isAny(member.value);
    return isOpen ? [] : [canonicalOf(reading, member)];
  }
  const parts = reading.document
    .entries(member)
    .map(([name, part]) => [name, canonicalOf(reading, part)] as const);
  if (parts.length === 0) return [];
  return [shape === "list" ? parts.map(([, part]) => part) : Object.fromEntries(parts)];
}

function canonicalOf(reading: Reading, node: Node): Json {
  return canonicalElement(readSchema(reading, [node]));
}

/** The names that a discriminator maps, not the components it maps them to: those have no meaningful names. */
function discriminatorOf(value: unknown): Json {
  if (!isRecord(value)) return value as Json;
  const mapping = value["mapping"];
  return { ...value, ...(isRecord(mapping) ? { mapping: Object.keys(mapping).sort() } : {}) };
}

function proseOf(document: OpenApiDocument, atoms: readonly Atom[]): Map<string, Json> {
  const prose = new Map<string, Json>();
  for (const { node } of atoms) {
    if (!isRecord(node.value)) continue;
    for (const key of ["title", "description", "externalDocs", "$comment"]) {
      if (node.value[key] !== undefined) addProse(prose, key, node.value[key]);
    }
    addExamples(document, node, prose);
  }
  return prose;
}

function childrenOf(reading: Reading, atoms: readonly Atom[]): Map<string, Child> {
  const { document } = reading;
  const found = new Map<string, Nodes>();
  const add = (at: string, node: Node) => {
    const [first, ...others] = found.get(at) ?? [];
    found.set(at, first ? [first, ...others, node] : [node]);
  };
  for (const { node } of atoms) {
    const properties = document.child(node, "properties");
    for (const [name, property] of properties ? document.entries(properties) : []) {
      add(`.properties.${quoted(name)}`, property);
    }
    for (const key of ["items", "additionalProperties"]) {
      const member = document.child(node, key);
      if (member !== undefined && !isAny(member.value)) add(`.${key}`, member);
    }
  }
  const children = new Map<string, Child>();
  for (const [at, nodes] of found) {
    const element = () => readSchema(reading, nodes);
    const open = !at.startsWith(".properties.");
    children.set(at, open ? { element, whenAbsent: emptyElement("schema", nodes[0]) } : { element });
  }
  return children;
}

/** `true` and `{}` allow anything: that is what no schema at all does. */
function isAny(value: unknown): boolean {
  return value === true || (isRecord(value) && Object.keys(value).length === 0);
}

/**
 * `additionalProperties` counts only the properties written beside it. Where an `allOf` has further ones, the
 * two differ in meaning, so the names it counts are told.
 */
function closedBesideOf(atoms: readonly Atom[]): Json | undefined {
  const namesOf = ({ node }: Atom) =>
    isRecord(node.value) && isRecord(node.value["properties"]) ? Object.keys(node.value["properties"]) : [];
  const all = toSet(atoms.flatMap(namesOf));
  const closed = atoms.filter(
    ({ node }) =>
      isRecord(node.value) &&
      node.value["additionalProperties"] !== undefined &&
      !isAny(node.value["additionalProperties"]),
  );
  const beside = toSet(closed.map((atom) => toSet(namesOf(atom)))).filter((names) => !equal(names, all));
  return beside.length === 0 ? undefined : beside;
}
