import { describe, expect, it } from "vitest";
import { valueAt } from "../../scripts/openapi/pointer.ts";
import { RESPONSE, BINDING, KIND, LIST, NEW, NEW_BINDING, patched, small, differenceLines } from "./small.ts";

type Patches = Readonly<Record<string, unknown>>;

const NUMBER = `${NEW_BINDING}/properties/number`;
const SID = `${BINDING}/properties/sid`;
const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string" };
const at = (pointer: string) => valueAt(small(), pointer);
const sid = () => at(SID) as object;

describe("a similar notation with a different meaning", () => {
  const DIFFERENT: readonly (readonly [string, Patches, Patches?])[] = [
    ["security: [] is not no security", { [`${LIST}/security`]: [] }],
    ["explode: false of a query", { [`${KIND}/explode`]: false }],
    [
      "a description next to a $ref in 3.1",
      { [`${BINDING}/properties/kind/description`]: "counts" },
      { "/openapi": "3.1.0" },
    ],
    [
      "nullable next to an allOf",
      { [`${BINDING}/properties/kind`]: { allOf: [refTo("Kind")], nullable: true } },
    ],
    ["a null member of an enum without type", { [NUMBER]: { enum: [1, null] } }, { [NUMBER]: { enum: [1] } }],
    [
      "another charset",
      {
        [`${RESPONSE}/content`]: {
          "application/json; charset=utf-16": at(`${RESPONSE}/content/application~1json`),
        },
      },
    ],
    [
      "additionalProperties next to fewer properties",
      {
        [NEW]: {
          allOf: [{ properties: { a: text }, additionalProperties: false }, { properties: { b: text } }],
        },
      },
      { [NEW]: { properties: { a: text, b: text }, additionalProperties: false } },
    ],
    ["two patterns", { [SID]: { ...sid(), allOf: [{ pattern: "S" }] } }],
    [
      "a cycle that leads elsewhere",
      { [`${BINDING}/properties/parent`]: { ...(at(BINDING) as object), maxProperties: 3 } },
    ],
    ["a property named like a keyword", { [`${BINDING}/properties/description`]: text }],
    ["a property named $ref", { [`${BINDING}/properties/$ref`]: text }],
    [
      "a condition in prefixItems",
      { [`${NEW_BINDING}/properties/list/prefixItems`]: [text] },
      { [`${NEW_BINDING}/properties/list`]: { type: "array" } },
    ],
    ...[
      ["a query parameter named Accept", { name: "Accept", in: "query" }],
      ["a cookie named Authorization", { name: "Authorization", in: "cookie" }],
      ["a header parameter named Accept-Language", { name: "Accept-Language", in: "header" }],
      ["a header parameter named X-Authorization", { name: "X-Authorization", in: "header" }],
    ].map(([title, parameter]): [string, Patches] => [
      title as string,
      { [`${LIST}/parameters/3`]: { ...(parameter as object), schema: text } },
    ]),
    ["a response header named Accept", { [`${RESPONSE}/headers/Accept`]: { schema: text } }],
    ["a response header named Authorization", { [`${RESPONSE}/headers/Authorization`]: { schema: text } }],
    ["a server's scheme", { "/servers/0/url": "http://small.example" }],
  ];

  it.each(DIFFERENT.map(([title, patches, given]) => [title, { patches, given: given ?? {} }] as const))(
    "%s",
    (_title, { patches, given }) => {
      const before = patched(given);
      const after = patched(patches, before);
      expect(differenceLines(before, after)).not.toEqual([]);
      expect(differenceLines(after, before)).not.toEqual([]);
    },
  );
});
