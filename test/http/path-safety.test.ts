import assert from "node:assert/strict";
import { createServer } from "node:http";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/index.ts";
import { noContent, pageAnswer, pageBody } from "../support/answers.ts";
import { clientWith } from "../support/client.ts";
import { type ApiOperation, type Inputs, apiOperations, validInputs } from "../support/operations.ts";
import { thrown } from "../support/failures.ts";
import { anyString, nearMissOf } from "../support/strings.ts";
import { listening } from "../support/servers.ts";
import { sized } from "../support/size.ts";

const scale = sized(0.02, 1);

/** Cases for each string parameter of each operation, at full size. */
const RUNS: Readonly<Record<keyof Inputs, number>> = {
  service: 1_200,
  sid: 1_200,
  user: 7_500,
  identity: 6_000,
  bindingType: 1_200,
  pageToken: 4_000,
  url: 2_000,
};

const queryNameOf: Readonly<Partial<Record<keyof Inputs, string>>> = {
  identity: "Identity",
  bindingType: "BindingType",
  pageToken: "PageToken",
};

/** What may stand in a parameter's place. */
function arbitraryFor(slot: keyof Inputs, operation: ApiOperation): fc.Arbitrary<string> {
  if (slot === "identity" || slot === "pageToken") return anyString;
  if (slot === "bindingType") return nearMissOf("apn");
  if (slot !== "url") return nearMissOf(validInputs[slot]);
  const own = `${operation.origin}/${expectedSegments(operation, validInputs).join("/")}`;
  return fc.oneof(
    nearMissOf(own),
    anyString.map((token) => `${own}?PageToken=${token}`),
    anyString.map((token) => `${own}?${token}=1&PageToken=x`),
  );
}

function expectedSegments({ segments }: ApiOperation, inputs: Inputs): string[] {
  return segments.map((segment) =>
    segment.startsWith("{") ? String(inputs[segment.slice(1, -1) as keyof Inputs]) : segment,
  );
}

/** Compares a URL that was sent with the operation's path and query. With `assert`, for speed. */
function assertOwnShape(url: URL, operation: ApiOperation, inputs: Inputs): void {
  const segments = url.pathname.slice(1).split("/").map(decodeURIComponent);
  assert.deepEqual(segments, expectedSegments(operation, inputs));
  assert.equal(url.hash + url.username + url.password, "");
  for (const name of url.searchParams.keys()) assert.ok(operation.queryNames.includes(name), name);
  const given = inputs.url === undefined ? undefined : new URL(inputs.url, operation.origin).searchParams;
  for (const [slot, name] of Object.entries(queryNameOf)) {
    // An empty token in a page URL counts as absent.
    const value = given ? nonEmpty(given.get(name)) : (inputs[slot as keyof Inputs] ?? null);
    assert.equal(url.searchParams.get(name), value);
  }
}

const nonEmpty = (text: string | null) => (text === "" ? null : text);

interface Capture {
  readonly text: string;
  readonly method: string | undefined;
}

const captured: Capture[] = [];
const client = clientWith({
  fetch: (url, { method }) => {
    captured.push({ text: url, method });
    return Promise.resolve(method === "DELETE" ? noContent() : pageAnswer([]));
  },
});

/** Calls the operation. Returns the URL that was sent, or else the error. */
async function call(operation: ApiOperation, inputs: Inputs): Promise<{ url?: URL; error?: unknown }> {
  captured.length = 0;
  let error: unknown;
  try {
    // The answer is a page and no binding, so a fetch ends in an error after it was sent.
    await operation.run(client, inputs);
  } catch (reason) {
    error = reason;
  }
  const [first, ...more] = captured;
  if (!first) return { error };
  assert.equal(first.method, operation.method);
  assert.deepEqual(more, []);
  return { url: new URL(first.text) };
}

describe.each(apiOperations)("$name", (operation) => {
  it.each(operation.slots)("sends any %s as itself or not at all", async (slot) => {
    let sent = 0;
    const property = fc.asyncProperty(arbitraryFor(slot, operation), async (value) => {
      const inputs = { ...validInputs, [slot]: value };
      const { url, error } = await call(operation, inputs);
      if (url) {
        sent++;
        assert.equal(url.origin, operation.origin);
        assertOwnShape(url, operation, inputs);
      } else {
        assert.ok(error instanceof ValidationError, String(error));
      }
    });
    const numRuns = RUNS[slot] * scale;
    await fc.assert(property, { numRuns });
    // A client that rejects everything would pass as well.
    if (slot === "user" || slot === "identity" || slot === "pageToken")
      expect(sent).toBeGreaterThan(numRuns / 4);
  });

  it("is sent with valid parameters", async () => {
    const { url } = await call(operation, validInputs);
    expect(url?.origin).toBe(operation.origin);
    expect(url?.pathname).toBe(`/${expectedSegments(operation, validInputs).join("/")}`);
  });
});

it("the operations are all fifteen", () => {
  expect(apiOperations).toHaveLength(15);
});

describe("what real parsers make of it", () => {
  const byUser = apiOperations.filter(({ slots }) => slots.includes("user"));

  it("is the same request for the platform's Request", async () => {
    const property = fc.asyncProperty(fc.constantFrom(...byUser), anyString, async (operation, user) => {
      const { url } = await call(operation, { ...validInputs, user });
      if (url)
        assertOwnShape(new URL(new Request(captured[0]?.text ?? "").url), operation, {
          ...validInputs,
          user,
        });
    });
    await fc.assert(property, { numRuns: 1_000 * scale });
  });

  it("arrives at a server as the operation's own path", async () => {
    const arrived: string[] = [];
    const server = createServer((request, response) => {
      arrived.push(`${request.method ?? ""} ${request.url ?? ""}`);
      if (request.method === "DELETE") response.writeHead(204).end();
      else response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(pageBody([])));
    });
    const address = await listening(server);
    const overHttp = clientWith({ baseUrl: `${address.url}/prefix` });
    const property = fc.asyncProperty(fc.constantFrom(...byUser), anyString, async (operation, user) => {
      const inputs = { ...validInputs, user };
      arrived.length = 0;
      try {
        await operation.run(overHttp, inputs);
      } catch (error) {
        if (error instanceof ValidationError) return;
      }
      expect(arrived).toHaveLength(1);
      const [method, target = ""] = (arrived[0] ?? "").split(" ");
      expect(method).toBe(operation.method);
      expect(target.startsWith("/prefix/")).toBe(true);
      assertOwnShape(new URL(target.slice("/prefix".length), address.url), operation, inputs);
    });
    await fc.assert(property, { numRuns: 1_000 * scale });
  });
});

it.each([".", "..", "", "\ud800", "a\udfff"])("throws ValidationError for the user %j", (user) => {
  const open = () => client.chat.v2.services(validInputs.service).users(user).userBindings;
  expect(thrown(open, ValidationError).parameter).toBe("userSidOrIdentity");
});

it.each(["a/b", "a#b", "a?b", "%2e%2e", "a\\b", "a b", "a;b", "...", "\u0000"])(
  "addresses the user %j itself",
  async (user) => {
    for (const operation of apiOperations.filter(({ slots }) => slots.includes("user"))) {
      const { url } = await call(operation, { ...validInputs, user });
      expect(url?.pathname).toContain(`/Users/${encodeURIComponent(user)}/Bindings`);
    }
  },
);
