import { kindOfChild } from "../openapi/grammar.ts";
import type { Node, OpenApiDocument } from "../openapi/load.ts";
import { canonicalElement } from "./canonical-element.ts";
import { addDescription, addExamples, natureOf } from "./fields.ts";
import { type Json, equal, isRecord, textOf, toSet } from "./json.ts";
import { type Child, type Element, type Fact, type Reading, elementOf, quoted } from "./model.ts";
import { type Atom, type Union, atomsOf, isNullable } from "./schema-atoms.ts";
import { LIMITS, mergeBound, mergeEnum, mergeTypes } from "./schema-values.ts";

type Nodes = readonly [Node, ...Node[]];

/** Reads a schema. Several nodes describe one schema together, as `allOf` and the siblings of a `$ref` do. */
export function readSchema(reading: Reading, nodes: Nodes): Element {
  const key = nodes.map(identityOf).join(" & ");
  const known = reading.schemas.get(key);
  if (known) return known;
  const element = createSchema(reading, nodes);
  reading.schemas.set(key, element);
  return element;
}

function identityOf(node: Node): string {
  const { reference } = node;
  if (reference === undefined) return `${node.file}#${node.pointer}`;
  const siblings = reference.siblings ? `${reference.file}#${reference.pointer} with ` : "";
  return siblings + identityOf(reference.target);
}

function createSchema(reading: Reading, nodes: Nodes): Element {
  const { document } = reading;
  const { atoms, unions } = atomsOf(document, nodes);
  const facts = new Map<string, Fact>();
  const add: AddFact = (key, value) => {
    if (value !== undefined) facts.set(key, { value, nature: "contract" });
  };
  addValueFacts(atoms, unions.length > 0, add);
  for (const [key, fact] of otherFacts(reading, atoms)) facts.set(key, fact);
  add("additionalProperties.beside", closedBesideOf(atoms));
  addDescriptions(document, atoms, facts);
  const branches = branchesOf(reading, unions, add);
  return { kind: "schema", node: nodes[0], facts, children: childrenOf(reading, atoms), branches };
}

type AddFact = (key: string, value: Json | undefined) => void;

/** Which values the schema allows, as far as keywords depend on each other. */
function addValueFacts(atoms: readonly Atom[], hasUnions: boolean, add: AddFact): void {
  if (atoms.some(({ node }) => node.value === false)) add("never", true);
  const values = mergeEnum(valuesOf(atoms, "enum"), valuesOf(atoms, "const"));
  const types = mergeTypes(valuesOf(atoms, "type"), values);
  const isFree = types === undefined && values === undefined && !hasUnions; // which allows null anyway
  add("type", types?.length === 1 ? types[0] : types);
  add(
    "enum",
    values?.filter((value) => value !== null),
  );
  if (!isFree && isNullable(atoms, values)) add("nullable", true);
  const schemas = atoms.map(({ node }) => node.value);
  for (const limit of LIMITS) add(limit.name, mergeBound(limit, schemas, types));
  for (const name of valuesOf(atoms, "required").flat()) add(`required.${quoted(textOf(name))}`, true);
}

/** Alternatives to compare one by one; where several parts of the schema have some, one fact holds them all. */
function branchesOf(reading: Reading, unions: readonly Union[], add: AddFact): Element["branches"] {
  const branches = new Map<string, (() => Element)[]>();
  for (const keyword of ["anyOf", "oneOf"] as const) {
    const lists = unions.filter((union) => union.keyword === keyword).map(({ nodes }) => nodes);
    const [only, ...others] = lists;
    if (only === undefined) continue;
    const read = only.map((node) => () => readSchema(reading, [node]));
    if (others.length === 0) branches.set(keyword, read);
    else add(keyword, toSet(lists.map((list) => toSet(list.map((node) => canonicalOf(reading, node))))));
  }
  return branches;
}

function valuesOf(atoms: readonly Atom[], key: string): unknown[] {
  return atoms.flatMap(({ node }) =>
    isRecord(node.value) && node.value[key] !== undefined ? [node.value[key]] : [],
  );
}

const FLAGS = new Set(["uniqueItems", "deprecated", "readOnly", "writeOnly"]);
const KNOWN = new Set([
  ...FLAGS,
  ...["format", "pattern", "multipleOf", "default", "discriminator", "xml", "contentEncoding"],
  ...["contentMediaType", "contentSchema", "minContains", "maxContains", "dependentRequired"],
]);
const READ_BY_NAME = new Set([
  ...["type", "nullable", "enum", "const", "required", "properties", "items", "additionalProperties"],
  ...["allOf", "anyOf", "oneOf", "title", "description", "externalDocs", "example", "examples", "$comment"],
  ...LIMITS.flatMap(({ name, exclusive }) => [name, exclusive ?? name]),
  // Keywords that only identify a schema have no meaning of their own once `$ref`s are resolved.
  ...["$ref", "$id", "$anchor", "$schema", "$defs", "definitions"],
]);

/** Keywords that do not depend on any other. */
function otherFacts(reading: Reading, atoms: readonly Atom[]): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  const keys = new Set(atoms.flatMap(({ node }) => (isRecord(node.value) ? Object.keys(node.value) : [])));
  for (const key of keys) {
    if (READ_BY_NAME.has(key)) continue;
    const isKnown = KNOWN.has(key) || isNested(key);
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
  return allOf(isNested(key) ? atoms.flatMap(({ node }) => nestedIn(reading, node, key)) : values);
}

/** Other nested schemas, which are too rare to be compared part by part: any difference counts as a change. */
function isNested(key: string): boolean {
  return kindOfChild("schema", key) !== "data";
}

/** One value, or all of them where several parts of a schema have their own. */
function allOf(values: readonly unknown[]): Json | undefined {
  const set = toSet(values);
  return set.length > 1 ? { allOf: set } : set[0];
}

function nestedIn(reading: Reading, node: Node, key: string): Json[] {
  const member = reading.document.child(node, key);
  if (member === undefined || (key.startsWith("unevaluated") && isAny(member.value))) return [];
  if (member.kind === "schema") return [canonicalOf(reading, member)];
  const parts = reading.document.entries(member);
  const entries = parts.map(([name, part]): [string, Json] => [name, canonicalOf(reading, part)]);
  if (entries.length === 0) return [];
  return [Array.isArray(member.value) ? entries.map(([, part]) => part) : Object.fromEntries(entries)];
}

function canonicalOf(reading: Reading, node: Node): Json {
  return canonicalElement(readSchema(reading, [node]));
}

/** The names that a discriminator maps, without the components: their names have no meaning. */
function discriminatorOf(value: unknown): Json {
  if (!isRecord(value)) return value as Json;
  const mapping = value["mapping"];
  return { ...value, ...(isRecord(mapping) ? { mapping: Object.keys(mapping).sort() } : {}) };
}

function addDescriptions(document: OpenApiDocument, atoms: readonly Atom[], facts: Map<string, Fact>): void {
  for (const { node } of atoms) {
    if (!isRecord(node.value)) continue;
    for (const key of ["title", "description", "externalDocs", "$comment"]) {
      if (node.value[key] !== undefined) addDescription(facts, key, node.value[key]);
    }
    addExamples(document, node, facts);
  }
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
  const children = [...found].map(([at, nodes]): [string, Child] => {
    const element = () => readSchema(reading, nodes);
    const isProperty = at.startsWith(".properties.");
    return [at, isProperty ? { element } : { element, whenAbsent: elementOf("schema", nodes[0]) }];
  });
  return new Map(children);
}

/** `true` and `{}` allow anything, as no schema at all does. */
function isAny(value: unknown): boolean {
  return value === true || (isRecord(value) && Object.keys(value).length === 0);
}

/**
 * `additionalProperties` applies to all names but those of the properties of its own object. Where an `allOf` adds
 * properties, that is a different meaning, so the names it excepts are a fact.
 */
function closedBesideOf(atoms: readonly Atom[]): Json | undefined {
  const objects = atoms.map(({ node }) => node.value).filter(isRecord);
  const namesOf = ({ properties }: Record<string, unknown>) =>
    isRecord(properties) ? toSet(Object.keys(properties)) : [];
  const isClosed = ({ additionalProperties: rest }: Record<string, unknown>) =>
    rest !== undefined && !isAny(rest);
  const all = toSet(objects.flatMap(namesOf));
  const beside = toSet(objects.filter(isClosed).map(namesOf)).filter((names) => !equal(names, all));
  return beside.length === 0 ? undefined : beside;
}
