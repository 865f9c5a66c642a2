import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sized } from "../support/size.ts";
import { EDITS, RANDOM_SCHEMA, REWRITES, type RandomSchema, replacedInside } from "./random.ts";
import { LIST, NEW, PAGE, patched, small, differenceLines } from "./small.ts";

const RUNS = { numRuns: sized(60, 1_500) };

/** The small document with the schema in a request, a parameter and a response. */
function documentWith(
  schema: RandomSchema,
  components: Record<string, unknown> = {},
): Record<string, unknown> {
  const added = Object.entries(components).map(([name, each]) => [`/components/schemas/${name}`, each]);
  return patched({
    ...(Object.fromEntries(added) as Record<string, unknown>),
    [NEW]: schema,
    [PAGE]: { type: "object", properties: { value: schema } },
    [`${LIST}/parameters/3`]: { name: "Random", in: "query", schema },
  });
}

const anyOf = <T>(record: Readonly<Record<string, T>>) => fc.constantFrom(...Object.values(record));
const PLACE = fc.nat(10_000);

describe("a random schema", () => {
  it("is the same however it is written", () => {
    const rewrites = fc.array(fc.tuple(PLACE, anyOf(REWRITES)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(RANDOM_SCHEMA, rewrites, (schema, steps) => {
        const components: Record<string, unknown> = {};
        let rewritten = schema;
        for (const [place, rewrite] of steps) {
          rewritten = replacedInside(rewritten, place, (inner) => rewrite(inner, components)) ?? rewritten;
        }
        const [before, after] = [documentWith(schema), documentWith(rewritten, components)];
        expect(differenceLines(before, after)).toEqual([]);
        expect(differenceLines(after, before)).toEqual([]);
      }),
      RUNS,
    );
  });

  it("differs after any change of its meaning, however it is written", () => {
    fc.assert(
      fc.property(
        RANDOM_SCHEMA,
        PLACE,
        anyOf(EDITS),
        PLACE,
        anyOf(REWRITES),
        (schema, at, edit, place, rewrite) => {
          const edited = replacedInside(schema, at, edit);
          fc.pre(edited !== undefined && JSON.stringify(edited) !== JSON.stringify(schema));
          const components: Record<string, unknown> = {};
          const rewritten = replacedInside(edited, place, (inner) => rewrite(inner, components)) ?? edited;
          const [before, after] = [documentWith(schema), documentWith(rewritten, components)];
          expect(differenceLines(before, after)).not.toEqual([]);
          expect(differenceLines(after, before)).not.toEqual([]);
        },
      ),
      RUNS,
    );
  });

  it("differs both ways or not at all, at the same places", () => {
    fc.assert(
      fc.property(RANDOM_SCHEMA, RANDOM_SCHEMA, (a, b) => {
        const places = (x: RandomSchema, y: RandomSchema) =>
          differenceLines(documentWith(x), documentWith(y)).map((line) => line.split(" ").slice(2).join(" "));
        expect(places(a, b)).toEqual(places(b, a));
      }),
      RUNS,
    );
  });
});

describe("a random order", () => {
  it("of all keys and unordered lists makes no difference", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (random) => {
        const shuffled = shuffle(small(), () => Number(random.next().value));
        expect(differenceLines(small(), shuffled)).toEqual([]);
      }),
      { numRuns: sized(50, 500) },
    );
  });
});

const UNORDERED = new Set(["parameters", "required", "enum", "tags", "security", "servers"]);

function shuffle(value: unknown, random: () => number, key = ""): unknown {
  const mixed = <T>(list: T[]): T[] =>
    list
      .map((each) => [random(), each] as const)
      .sort(([a], [b]) => a - b)
      .map(([, each]) => each);
  if (Array.isArray(value)) {
    const list = value.map((each: unknown) => shuffle(each, random));
    return UNORDERED.has(key) ? mixed(list) : list;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    mixed(Object.entries(value)).map(([name, each]) => [name, shuffle(each, random, name)]),
  );
}
