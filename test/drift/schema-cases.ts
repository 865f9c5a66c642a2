import type { RuleId } from "../../scripts/drift/rules.ts";
import { type Case, change, replaced } from "./case.ts";
import { NEW_BINDING, BINDING, KIND, NEW, PAGE_SIZE } from "./small.ts";

const NEW_PROPERTIES = `${NEW_BINDING}/properties`;
/** The same change of a schema in a request and in a response. */
function both(
  keyword: string,
  property: string,
  narrowed: unknown,
  name: string,
  onResponse = property,
): Case[] {
  const rules = [`${name}-narrowed`, `${name}-widened`] as const as readonly [RuleId, RuleId];
  return [
    change("request", rules, { [`${NEW_PROPERTIES}/${property}/${keyword}`]: narrowed }),
    change("response", rules, { [`${BINDING}/properties/${onResponse}/${keyword}`]: narrowed }),
  ];
}

/** Changes of schemas. */
export const SCHEMA_CASES: readonly Case[] = [
  change("request", ["property-added", "property-removed"], {
    [`${NEW_PROPERTIES}/more`]: { type: "string" },
  }),
  change("request", ["required-property-added", "property-removed"], {
    [`${NEW_PROPERTIES}/more`]: { type: "string" },
    [`${NEW_BINDING}/required`]: ["more"],
  }),
  change("request", ["property-became-required", "property-became-optional"], {
    [`${NEW_BINDING}/required`]: ["name"],
  }),
  change("response", ["property-added", "property-removed"], {
    [`${BINDING}/properties/more`]: { type: "string" },
  }),
  change("response", ["required-property-added", "property-removed"], {
    [`${BINDING}/properties/more`]: { type: "string" },
    [`${BINDING}/required`]: ["more"],
  }),
  change("response", ["property-became-required", "property-became-optional"], {
    [`${BINDING}/required`]: ["sid"],
  }),

  change("request", ["type-widened", "type-narrowed"], { [`${NEW_PROPERTIES}/size/type`]: "number" }),
  change("response", ["type-widened", "type-narrowed"], { [`${BINDING}/properties/count/type`]: "number" }),
  change("request", ["type-widened", "type-narrowed"], {
    [`${NEW_PROPERTIES}/kind/type`]: ["string", "boolean"],
  }),
  change("request", replaced("type-changed"), { [`${NEW_PROPERTIES}/name/type`]: "boolean" }),
  change("response", replaced("type-changed"), { [`${BINDING}/properties/created/type`]: "integer" }),
  change("request", ["nullable", "not-nullable"], { [`${NEW_PROPERTIES}/name/nullable`]: true }),
  change("response", ["nullable", "not-nullable"], { [`${BINDING}/properties/sid/nullable`]: true }),
  ...both("enum", "kind", ["apn"], "values").slice(0, 1),
  change("request", ["values-widened", "values-narrowed"], { [`${NEW_PROPERTIES}/kind/enum`]: undefined }),
  change("response", ["values-widened", "values-narrowed"], {
    [`${BINDING}/properties/kind`]: { type: "string", enum: ["apn", "fcm", "gcm"], description: "The kind" },
  }),
  change("request", replaced("values-changed"), { [`${NEW_PROPERTIES}/kind/enum`]: ["apn", "gcm"] }),
  ...both("maximum", "size", 8, "limit", "count"),
  ...both("minimum", "size", 2, "limit", "count"),
  ...both("exclusiveMaximum", "size", true, "limit", "count"),
  ...both("maxLength", "name", 5, "limit", "sid"),
  ...both("minLength", "name", 35, "limit", "sid"),
  change("request", ["limit-narrowed", "limit-widened"], { [`${KIND}/schema/maxItems`]: 3 }),
  change("request", ["limit-narrowed", "limit-widened"], { [`${KIND}/schema/minItems`]: 3 }),
  change("request", ["limit-narrowed", "limit-widened"], { [`${KIND}/schema/uniqueItems`]: true }),
  change("response", ["limit-narrowed", "limit-widened"], { [`${BINDING}/maxProperties`]: 30 }),
  change("response", ["limit-narrowed", "limit-widened"], { [`${BINDING}/minProperties`]: 3 }),
  change("request", ["limit-narrowed", "limit-widened"], { [`${NEW_PROPERTIES}/size/multipleOf`]: 4 }),
  change("request", replaced("limit-changed"), { [`${NEW_PROPERTIES}/size/multipleOf`]: 3 }),
  change("request", ["pattern-widened", "pattern-narrowed"], {
    [`${NEW_PROPERTIES}/name/pattern`]: undefined,
  }),
  change("response", ["pattern-widened", "pattern-narrowed"], {
    [`${BINDING}/properties/sid/pattern`]: undefined,
  }),
  change("request", replaced("pattern-changed"), { [`${NEW_PROPERTIES}/name/pattern`]: "^M" }),
  change("request", ["format-widened", "format-narrowed"], { [`${NEW_PROPERTIES}/day/format`]: undefined }),
  change("request", ["format-widened", "format-narrowed"], { [`${NEW_PROPERTIES}/size/format`]: "int64" }),
  change("response", ["format-widened", "format-narrowed"], {
    [`${BINDING}/properties/created/format`]: undefined,
  }),
  change("response", ["format-widened", "format-narrowed"], {
    [`${BINDING}/properties/count/format`]: "int64",
  }),
  change("response", replaced("format-changed"), { [`${BINDING}/properties/created/format`]: "date" }),
  change("request", replaced("format-named"), { [`${PAGE_SIZE}/schema/format`]: undefined }),
  change("response", replaced("format-named"), { [`${BINDING}/format`]: "uri-map" }),
  ...(["request", "response"] as const).flatMap((direction): Case[] => {
    const place = direction === "request" ? `${NEW_PROPERTIES}/value` : `${BINDING}/properties/value`;
    const either = { [place]: { anyOf: [{ type: "string" }, { type: "boolean" }] } };
    return [
      change(
        direction,
        ["alternatives-widened", "alternatives-narrowed"],
        { [`${place}/anyOf/2`]: { type: "array" } },
        either,
      ),
      change(
        direction,
        replaced("alternatives-changed"),
        { [`${place}/anyOf/1`]: { type: "array" } },
        either,
      ),
      change(direction, ["limit-narrowed", "limit-widened"], { [`${place}/anyOf/0/maxLength`]: 9 }, either),
      change(direction, replaced("condition-changed"), { [`${place}/not`]: { type: "array" } }, either),
      change(direction, replaced("default-changed"), { [`${place}/default`]: "x" }, either),
      change(direction, ["read-only", "not-read-only"], { [`${place}/readOnly`]: true }, either),
      change(direction, ["write-only", "not-write-only"], { [`${place}/writeOnly`]: true }, either),
    ];
  }),
  change(
    "request",
    ["alternatives-narrowed", "alternatives-widened"],
    {
      [`${NEW}/oneOf`]: [{ required: ["name"] }, { required: ["size"] }],
    },
    { [NEW]: { type: "object" } },
  ),
  change("request", ["closed", "opened"], { [`${NEW_BINDING}/additionalProperties`]: false }),
  change("response", ["closed", "opened"], { [`${BINDING}/additionalProperties`]: false }),
  change("request", ["type-narrowed", "type-widened"], {
    [`${NEW_BINDING}/additionalProperties`]: { type: "string" },
  }),
];
