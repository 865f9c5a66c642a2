import { type Document, type Marks, type Node, type Schema, resolve } from "./document.ts";

/** What a table says of a value, beside its description. */
export interface Facts {
  readonly type: string;
  readonly nullable: boolean;
  readonly constraints: readonly string[];
  readonly schema: Schema;
}

/** Every keyword that a page shows. An unknown one would be lost in silence. */
const shown = new Set([
  ...["type", "description", "format", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum"],
  ...[
    "required",
    "properties",
    "additionalProperties",
    "items",
    "anyOf",
    "deprecated",
    "examples",
    "x-twilio",
  ],
]);

/** Reads a schema. `null` as one of several types, or as one of two schemas, makes it nullable. */
export function factsOf(document: Document, node: Node<Schema>): Facts {
  const schema = resolve<Schema>(document, node);
  for (const keyword of Object.keys(schema))
    if (!shown.has(keyword)) throw new Error(`The API reference does not show ${keyword}`);
  if (schema.anyOf) {
    const options = schema.anyOf.map((option) => resolve<Schema>(document, option));
    const others = options.filter(({ type }) => type !== "null");
    const [only] = others;
    if (only === undefined || others.length > 1)
      throw new Error("The API reference shows one schema or null");
    const { description = only.description } = schema;
    const facts = factsOf(document, only);
    return {
      ...facts,
      nullable: others.length < options.length,
      schema: { ...facts.schema, ...(description === undefined ? {} : { description }) },
    };
  }
  const types = [schema.type ?? "any"].flat();
  const names = types.filter((type) => type !== "null");
  const item = schema.items && factsOf(document, schema.items);
  return {
    type: names.map((name) => (name === "array" && item ? `${item.type}[]` : name)).join(" | "),
    nullable: types.includes("null"),
    constraints: [...constraintsOf(schema), ...(item?.constraints ?? [])],
    schema,
  };
}

function constraintsOf(schema: Schema): string[] {
  const { format, enum: values, pattern, minLength, maxLength, minimum, maximum } = schema;
  return [
    ...(format === undefined ? [] : [`Format: \`${format}\``]),
    ...(values === undefined ? [] : [`One of ${values.map((value) => `\`${value}\``).join(", ")}`]),
    ...(pattern === undefined ? [] : [`Pattern: \`${pattern}\``]),
    ...rangeOf("Length", minLength, maxLength),
    ...rangeOf("Value", minimum, maximum),
    ...(schema.additionalProperties === true ? ["May have other properties"] : []),
  ];
}

function rangeOf(what: string, least: number | undefined, most: number | undefined): string[] {
  if (least === undefined && most === undefined) return [];
  if (least === most) return [`${what}: ${least ?? ""}`];
  if (most === undefined) return [`${what}: at least ${least ?? ""}`];
  return [`${what}: ${least === undefined ? "at most " : `${least} to `}${most}`];
}

/** What Twilio's mark for personal data means. */
export function personalData(marks: Marks | undefined): string[] {
  if (!marks?.pii) return [];
  const { handling, deleteSla } = marks.pii;
  return [`Personal data: handling \`${handling}\`, deleted within ${deleteSla} days of a request`];
}

/** A property, by the path that a program reads it at. */
export interface Property {
  readonly path: string;
  readonly required: boolean;
  readonly facts: Facts;
}

/** The properties of a body, those of nested objects and of items of arrays included. */
export function propertiesOf(document: Document, node: Node<Schema>, prefix = ""): Property[] {
  const schema = resolve<Schema>(document, node);
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = `${prefix}${name}`;
    const facts = factsOf(document, property);
    const { items } = facts.schema;
    const nested = items
      ? propertiesOf(document, items, `${path}[].`)
      : propertiesOf(document, facts.schema, `${path}.`);
    return [{ path, required: schema.required?.includes(name) ?? false, facts }, ...nested];
  });
}
