import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DocumentName, type EmulatorServer, createEmulator } from "../../src/emulator/index.ts";
import { cases as operations } from "../emulator/support.ts";
import { type Ask, cases } from "./cases.ts";
import { disagreements } from "./disagreements.ts";
import { type Exchanged, prepare, send } from "./exchange.ts";
import { callOfficial } from "./official.ts";
import { type Prism, startPrism } from "./prism.ts";
import { apiShapeOf, shapeOf } from "./shape.ts";

const emulator = createEmulator();
let server: EmulatorServer;
let prism: Record<DocumentName, Prism>;
beforeAll(async () => {
  server = await emulator.listen();
  prism = await startPrism(server.url);
});
afterAll(async () => {
  await Promise.all(Object.values(prism).map((one) => one.close()));
  await server.close();
});

const succeeded = ({ status }: Exchanged) => status < 300;

it("covers fifteen operations", () => {
  expect(operations).toHaveLength(15);
});

describe.each(operations)("$document $operation.id", ({ document, operation }) => {
  const suitable = cases.filter(({ suits }) => suits(operation));

  describe.each(suitable)("$name", (one) => {
    const fresh = () => prepare(emulator, document, operation, one);
    const toMock = (ask: Ask) => send(prism[document].mock, operation, ask);
    const toEmulator = (ask: Ask) => send(server.url, operation, ask);

    it("has the same status, or a listed other one", async () => {
      const [theirs, ours] = [await toMock(fresh()), await toEmulator(fresh())];
      const listed = disagreements.find(
        (each) => each.cases.includes(one.name) && (each.only?.(operation) ?? true),
      );
      const expected =
        listed === undefined
          ? { prism: theirs.status, emulator: theirs.status }
          : { ...listed, prism: listed.prism === "success" ? operation.status : listed.prism };
      expect({ prism: theirs.status, emulator: ours.status }).toEqual({
        prism: expected.prism,
        emulator: expected.emulator,
      });
    });

    it("has an answer that the published schema allows", async () => {
      const ask = fresh();
      const answer = await send(prism[document].proxy, operation, ask);
      const violations = answer.violations.filter(({ location: [where] }) => where === "response");
      expect(answer.status).toBe((await toEmulator(fresh())).status);
      if (succeeded(answer)) expect(violations).toEqual([]);
      // No published document describes an error; PUT is no operation, so that there is nothing to compare with.
      else if (ask.method === operation.method) {
        expect(violations).toHaveLength(1);
        expect(violations[0]?.message).toMatch(/^Unable to match the returned status code/);
      }
    });

    it("has the names of the published example", async () => {
      const [theirs, ours] = [await toMock(fresh()), await toEmulator(fresh())];
      if (succeeded(theirs) && succeeded(ours)) {
        // A list that is empty here has no binding to compare.
        const { itemKey = "" } = operation;
        const empty = (ours.body as Record<string, unknown[]> | undefined)?.[itemKey]?.length === 0;
        const shown = empty ? { ...(theirs.body as object), [itemKey]: [] } : theirs.body;
        expect(shapeOf(ours.body)).toEqual(shapeOf(shown));
      } else if (!succeeded(ours)) {
        const { status } = ours;
        expect(ours.body).toMatchObject({ status, code: expect.any(Number) as number });
        expect(Object.keys(ours.body as object).sort()).toEqual(["code", "message", "more_info", "status"]);
      }
    });

    if (one.byLibrary === false) return;
    it("is read by the official library as it was sent", async () => {
      for (const [to, url] of [
        [toEmulator, server.url],
        [toMock, prism[document].mock],
      ] as const) {
        const answer = await to(fresh());
        const { failure, resources } = await callOfficial(url, document, operation, fresh());
        expect(failure?.status).toBe(succeeded(answer) ? undefined : answer.status);
        if (!succeeded(answer)) {
          // Prism's own errors have no code.
          expect(failure?.code).toBe((answer.body as { code?: number }).code);
        } else if (operation.method === "GET") {
          const sent = operation.itemKey
            ? (answer.body as Record<string, object[]>)[operation.itemKey]
            : [answer.body as object];
          expect(resources?.map(apiShapeOf)).toEqual(sent?.map(shapeOf));
        }
      }
    });
  });
});

describe("what this rests on", () => {
  it("every listed disagreement is about a case, on an operation", () => {
    for (const { cases: names, only = () => true } of disagreements) {
      for (const name of names) {
        const found = cases.find((one) => one.name === name);
        const where = operations.filter(({ operation }) => found?.suits(operation) && only(operation));
        expect(where.length, name).toBeGreaterThan(0);
      }
    }
  });

  it("Prism notes an answer that the schema does not allow", async () => {
    const [fetchOne] = operations.filter(({ operation }) => operation.id === "FetchServiceBinding");
    if (fetchOne === undefined) throw new Error("no such operation");
    const { document, operation } = fetchOne;
    const good = (await send(server.url, operation, prepare(emulator, document, operation, plain)))
      .body as object;
    const spoiled = {
      sid: "BS1",
      binding_type: "pager",
      message_types: "all",
      url: 5,
      date_created: "yesterday",
    };
    for (const [name, value] of Object.entries(spoiled)) {
      const upstream = await answering({ ...good, [name]: value });
      const spoiledPrism = await startPrism(`http://127.0.0.1:${(upstream.address() as AddressInfo).port}`);
      const ask = prepare(emulator, document, operation, plain);
      const { violations } = await send(spoiledPrism[document].proxy, operation, ask);
      expect(
        violations.map(({ location }) => location),
        name,
      ).toContainEqual(["response", "body", name]);
      await Promise.all(Object.values(spoiledPrism).map((one) => one.close()));
      upstream.close();
    }
  });
});

const plain = { name: "", suits: () => true, changes: () => ({}) };

/** A server that answers everything with one body. */
async function answering(body: object): Promise<Server> {
  const upstream = createServer((_, response) => {
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  return upstream;
}
