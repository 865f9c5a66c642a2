import fc from "fast-check";
import createFetchClient from "openapi-fetch";
import { describe, expect, it } from "vitest";
import { type Operation, operations } from "../../generated/operations.ts";
import { pathValues, serializePath, serializeQuery } from "../../src/http/parameters.ts";
import { InvalidSidError, ValidationError } from "../../src/index.ts";
import { thrown } from "../support/failures.ts";
import { bindingSid, serviceSid } from "../support/sids.ts";
import { sized } from "../support/size.ts";
import { anyString } from "../support/strings.ts";

const all = Object.values(operations).flatMap((table) => Object.values<Operation>(table));
const lists = all.filter(({ itemKey }) => itemKey !== undefined);

/** The URL that openapi-fetch requests, as the witness. */
async function witnessUrl(
  path: string,
  params: { readonly path: object; readonly query: object },
): Promise<string> {
  let requested = "";
  const client = createFetchClient<Record<string, { readonly get: object }>>({
    baseUrl: "https://h.example",
    fetch: ({ url }) => {
      requested = url;
      return Promise.resolve(new Response("{}"));
    },
  });
  const get = client.GET as (path: string, init: object) => Promise<unknown>;
  await get(path, { params });
  return requested;
}

const wellFormed = anyString.filter((text) => !/\p{Surrogate}/u.test(text));
const segment = wellFormed.filter((text) => !["", ".", ".."].includes(text));
const scalar = fc.oneof(wellFormed, fc.nat(), fc.constant(undefined));

describe("the URL of an operation is the same as openapi-fetch's", () => {
  it("for any values in its path", async () => {
    const property = fc.asyncProperty(fc.constantFrom(...all), segment, async (operation, text) => {
      const names = Object.keys(operation.pathParameters);
      const values = Object.fromEntries(names.map((name) => [name, text]));
      const url = "https://h.example" + serializePath(operation, values);
      expect(new URL(url).href).toBe(await witnessUrl(operation.path, { path: values, query: {} }));
    });
    await fc.assert(property, { numRuns: sized(500, 10_000) });
  });

  it("for any values in its query", async () => {
    const value = fc.oneof(scalar, fc.array(wellFormed, { minLength: 1, maxLength: 4 }));
    const query = fc
      .constantFrom(...lists)
      .chain((operation) =>
        fc.tuple(
          fc.constant(operation),
          fc.record(Object.fromEntries(Object.keys(operation.query).map((name) => [name, value]))),
        ),
      );
    const property = fc.asyncProperty(query, async ([operation, values]) => {
      const url = `https://h.example${operation.path}${serializeQuery(values)}`;
      expect(new URL(url).href).toBe(await witnessUrl(operation.path, { path: {}, query: values }));
    });
    await fc.assert(property, { numRuns: sized(500, 10_000) });
  });
});

describe("a query", () => {
  it("can be read back by URLSearchParams, in its order", () => {
    const pairs = fc.array(fc.tuple(fc.constantFrom("Identity", "BindingType", "PageToken"), wellFormed), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(pairs, (given) => {
        const query: Record<string, string[]> = {};
        for (const [name, value] of given) (query[name] ??= []).push(value);
        const read = new URLSearchParams(serializeQuery(query));
        for (const name of new Set(given.map(([one]) => one))) expect(read.getAll(name)).toEqual(query[name]);
        expect([...read]).toHaveLength(given.length);
      }),
    );
  });

  it("without a value is empty", () => {
    expect(serializeQuery({})).toBe("");
    expect(serializeQuery({ PageToken: undefined })).toBe("");
    expect(serializeQuery({ PageSize: 0, PageToken: undefined, Identity: "" })).toBe("?PageSize=0&Identity=");
  });
});

describe("path values", () => {
  const { FetchUserBinding } = operations.chat_v2;
  const valid = { serviceSid, userSidOrIdentity: "alice", bindingSid: bindingSid() };

  it("have the operation's names", () => {
    expect(pathValues(FetchUserBinding, valid)).toEqual({
      ServiceSid: serviceSid,
      UserSid: "alice",
      Sid: bindingSid(),
    });
  });

  it.each([
    ["serviceSid", bindingSid(), InvalidSidError],
    ["bindingSid", serviceSid, InvalidSidError],
    ["bindingSid", undefined, InvalidSidError],
    ["userSidOrIdentity", "..", ValidationError],
    ["userSidOrIdentity", "", ValidationError],
    ["userSidOrIdentity", 5, ValidationError],
    ["userSidOrIdentity", ["alice"], ValidationError],
    ["userSidOrIdentity", "\udc00", ValidationError],
  ] as const)("throw for %s with %j", (parameter, value, expected) => {
    const read = () => pathValues(FetchUserBinding, { ...valid, [parameter]: value });
    expect(thrown<ValidationError>(read, expected).parameter).toBe(parameter);
  });
});
