import fc from "fast-check";

/** A random schema, as data: rewriting and editing start from it. */
export type RandomSchema = Readonly<Record<string, unknown>>;

const TEXT = fc.record(
  {
    type: fc.constant("string"),
    minLength: fc.integer({ min: 1, max: 5 }),
    maxLength: fc.integer({ min: 6, max: 50 }),
    pattern: fc.constantFrom("^A", "^[0-9]+$"),
    format: fc.constantFrom("date-time", "uri"),
  },
  { requiredKeys: ["type"] },
);
const NUMBER = fc.record(
  {
    type: fc.constantFrom("integer", "number"),
    minimum: fc.integer({ min: -9, max: 0 }),
    maximum: fc.integer({ min: 1, max: 99 }),
    multipleOf: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ["type"] },
);
const CHOICE = fc.record({
  type: fc.constant("string"),
  enum: fc.uniqueArray(fc.constantFrom("apn", "fcm", "gcm", "web"), { minLength: 2, maxLength: 4 }),
});
const NAME = fc.constantFrom("sid", "kind", "a.b", "enum", "type", "properties", "$ref", "description");

const { schema } = fc.letrec<{ schema: RandomSchema }>((tie) => ({
  schema: fc
    .tuple(
      fc.oneof(
        { maxDepth: 3, depthIdentifier: "schema" },
        TEXT,
        NUMBER,
        CHOICE,
        fc.record({ type: fc.constant("array"), items: tie("schema") }),
        fc.record(
          {
            type: fc.constant("object"),
            properties: fc.dictionary(NAME, tie("schema"), { minKeys: 1, maxKeys: 4 }),
            additionalProperties: fc.constant(false),
          },
          { requiredKeys: ["type", "properties"] },
        ),
        fc.record({ anyOf: fc.tuple(TEXT, NUMBER) }),
      ),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([base, nullable, described]) => ({
      ...base,
      ...(nullable && "type" in base ? { nullable: true } : {}),
      ...(described ? { description: "Words" } : {}),
    })),
}));

export const RANDOM_SCHEMA: fc.Arbitrary<RandomSchema> = schema;

/** Another notation of a schema. Schemas that it extracts are added to `components`. */
export type Rewrite = (schema: RandomSchema, components: Record<string, unknown>) => RandomSchema;

export const REWRITES: Readonly<Record<string, Rewrite>> = {
  keyOrder: (value) => Object.fromEntries(Object.entries(value).reverse()),
  reference: (value, components) => {
    const name = `Extracted${Object.keys(components).length}`;
    components[name] = value;
    return { $ref: `#/components/schemas/${name}` };
  },
  allOf: (value) => ({ allOf: [value] }),
  oneOf: (value) => ({ oneOf: [value] }),
  splitAllOf: (value) => {
    const { type, nullable, additionalProperties, properties, description, ...rest } = value;
    const first = { type, nullable, additionalProperties, properties, description };
    const kept = Object.fromEntries(Object.entries(first).filter(([, each]) => each !== undefined));
    return { allOf: [kept, rest] };
  },
  nullableAsType: ({ nullable, ...rest }) =>
    nullable === true && typeof rest["type"] === "string"
      ? { ...rest, type: [rest["type"], "null"] }
      : retained(nullable, rest),
  nullableAsAnyOf: ({ nullable, ...rest }) =>
    nullable === true ? { anyOf: [{ type: "null" }, rest] } : retained(nullable, rest),
  nullableAsOneOf: ({ nullable, ...rest }) =>
    nullable === true ? { oneOf: [rest, { enum: [null] }] } : retained(nullable, rest),
  enumOrder: (value) =>
    Array.isArray(value["enum"]) ? { ...value, enum: value["enum"].toReversed() as unknown } : value,
  defaults: (value) => ({ deprecated: false, readOnly: false, uniqueItems: false, ...value }),
  openObject: (value) =>
    value["type"] === "object" && !("additionalProperties" in value)
      ? { ...value, additionalProperties: {} }
      : value,
  exclusive: (value) =>
    value["type"] === "integer" && typeof value["maximum"] === "number" && !("exclusiveMaximum" in value)
      ? { ...value, maximum: value["maximum"] + 1, exclusiveMaximum: true }
      : value,
  exclusiveNumber: (value) => {
    const { maximum, ...rest } = value;
    return value["type"] === "integer" && typeof maximum === "number" && !("exclusiveMaximum" in value)
      ? { ...rest, exclusiveMaximum: maximum + 1 }
      : value;
  },
};

function retained(nullable: unknown, rest: RandomSchema): RandomSchema {
  return nullable === undefined ? rest : { ...rest, nullable };
}

/** A change of a schema's meaning, if it applies to the schema. */
export type Edit = (schema: RandomSchema) => RandomSchema | undefined;

const without =
  (key: string): Edit =>
  (value) => {
    if (!(key in value)) return undefined;
    if (key === "type" && "enum" in value) return undefined; // the values imply their type
    return Object.fromEntries(Object.entries(value).filter(([each]) => each !== key));
  };
const moreOf =
  (key: string): Edit =>
  (value) =>
    typeof value[key] === "number" ? { ...value, [key]: value[key] + 1 } : undefined;

export const EDITS: Readonly<Record<string, Edit>> = {
  ...Object.fromEntries(
    ["type", "pattern", "format", "minLength", "maximum", "enum"].map((key) => [`no ${key}`, without(key)]),
  ),
  ...Object.fromEntries(
    ["minLength", "maxLength", "minimum", "maximum", "multipleOf"].map((key) => [`more ${key}`, moreOf(key)]),
  ),
  nullable: (value) => ("type" in value ? { ...value, nullable: value["nullable"] !== true } : undefined),
  description: (value) => ({ ...value, description: "Other words" }),
  vendor: (value) => ({ ...value, "x-vendor": true }),
  unknown: (value) => ({ ...value, unheardOf: true }),
  deprecated: (value) => ({ ...value, deprecated: true }),
  value: (value) =>
    Array.isArray(value["enum"]) ? { ...value, enum: [...(value["enum"] as string[]), "new"] } : undefined,
  property: (value) => {
    const properties = value["properties"];
    return typeof properties === "object"
      ? { ...value, properties: { ...properties, new: { type: "string" } } }
      : undefined;
  },
  required: (value) =>
    value["type"] === "object" ? { ...value, required: Object.keys(value["properties"] ?? {}) } : undefined,
};

/** The schema with the schema at one place inside it (chosen by the number) replaced. */
export function replacedInside(
  value: RandomSchema,
  place: number,
  replace: (inner: RandomSchema) => RandomSchema | undefined,
): RandomSchema | undefined {
  const inner = innerSchemas(value);
  const choice = place % (inner.length + 1);
  const chosen = inner[choice];
  if (chosen === undefined) return replace(value);
  const replaced = replacedInside(chosen.schema, Math.floor(place / (inner.length + 1)), replace);
  return replaced === undefined ? undefined : chosen.put(replaced);
}

function innerSchemas(value: RandomSchema) {
  const { properties, items, anyOf } = value;
  const inner: { schema: RandomSchema; put: (schema: RandomSchema) => RandomSchema }[] = [];
  for (const [name, each] of Object.entries((properties ?? {}) as Record<string, RandomSchema>)) {
    inner.push({
      schema: each,
      put: (put) => ({ ...value, properties: { ...(properties as object), [name]: put } }),
    });
  }
  if (items !== undefined)
    inner.push({ schema: items as RandomSchema, put: (put) => ({ ...value, items: put }) });
  for (const [index, each] of ((anyOf ?? []) as RandomSchema[]).entries()) {
    inner.push({
      schema: each,
      put: (put) => ({ ...value, anyOf: (anyOf as RandomSchema[]).with(index, put) }),
    });
  }
  return inner;
}
