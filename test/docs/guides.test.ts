import { readFile, readdir } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Emulator } from "../../src/emulator/index.ts";
import { answerAsTwilio, listenToConsole, written } from "../support/twilio-hosts.ts";

type Network = typeof import("../../examples/guides/network.ts");
type Errors = typeof import("../../examples/guides/errors-and-retries.ts");

let emulator: Emulator;
let restore: () => Promise<void>;
let log: unknown[][];

beforeEach(async () => {
  ({ emulator, restore } = await answerAsTwilio());
  ({ log } = listenToConsole());
});
afterEach(() => restore());

const examples = new URL("../../examples/guides/", import.meta.url);
const documents = new URL("../../docs/", import.meta.url);

/** Runs a guide's program, or runs what it declares. */
async function guide<Module>(name: string): Promise<Module> {
  vi.resetModules();
  return (await import(new URL(`${name}.ts`, examples).href)) as Module;
}

/** What Twilio responds to credentials that no longer work. */
const denied = () => Response.json({ code: 20003, message: "Authenticate", status: 401 }, { status: 401 });

function left(document: "conversations_v1" | "chat_v2" = "conversations_v1"): string[] {
  return [...new Set(emulator.bindings({ document }).map(({ identity }) => identity))].sort();
}

describe("the code of a guide", () => {
  it("front page", async () => {
    await guide("front-page");
    expect(log.at(-1)).toEqual([20, { matched: 1, removed: 1, alreadyGone: 0, failed: [], notAttempted: 0 }]);
    expect(left()).toEqual(["bob", "carol"]);
  });

  it("README", async () => {
    const before = left();
    await guide("readme");
    const gcm = emulator
      .bindings({ document: "conversations_v1" })
      .filter(({ binding_type: type }) => type === "gcm");
    expect(log.at(-1)).toEqual([gcm.length]);
    expect(gcm.length).toBeGreaterThan(0);
    expect(left()).toEqual(before);
  });

  it("getting started", async () => {
    await guide("getting-started");
    expect(log).toHaveLength(22);
    expect(log[0]).toEqual([written.bindingSid, "alice", "apn"]);
    expect(log.slice(-2)).toEqual([[expect.stringMatching(/^alice since /)], [true]]);
    expect(
      emulator.bindings({ document: "conversations_v1" }).some(({ sid }) => sid === written.bindingSid),
    ).toBe(false);
  });

  it("paging", async () => {
    await guide("paging");
    const queries = emulator.requests.map(({ url }) => new URL(url).searchParams);
    // "of two pages": nothing is requested past the limit.
    expect(log).toContainEqual([120]);
    expect(log).toEqual(expect.arrayContaining([[0, 50], [1, 50], [2, 23], [50, true], [73]]));
    // Three by pages(), the first, the second, and two for the rest.
    expect(queries.filter((query) => query.get("PageSize") === "50")).toHaveLength(7);
  });

  it("sign-out", async () => {
    const signOut = await guide<typeof import("../../examples/guides/sign-out.ts")>("sign-out");
    emulator.seed({ identity: "alice", endpoint: "a phone's token" });
    await signOut.signOutDevice("alice", "a phone's token");
    expect(emulator.bindings({ document: "conversations_v1", identity: "alice" })).toHaveLength(2);
    expect(await signOut.signOutEverywhere("alice")).toBe(2);
    expect(left()).toEqual(["bob", "carol"]);
    await signOut.signOutOfChat("carol");
    expect(left("chat_v2")).toEqual(["alice", "bob"]);
  });

  it("stale GCM bindings", async () => {
    await guide("stale-gcm");
    expect(log).toEqual([
      [expect.stringMatching(/^BS/), "2016-10-21T11:37:03Z"],
      ["1 to remove"],
      [expect.stringMatching(/^removed BS.* of bob$/)],
      ["1 of 1"],
      ["1 removed, 0 already gone, 0 failed"],
    ]);
    expect(left()).toEqual(["alice", "carol"]);
  });

  it("stale GCM bindings, if the removal ends early", async () => {
    const { exitCode } = process;
    emulator.seed({ bindingType: "gcm", dateUpdated: "2016-10-21T11:37:03Z", count: 5_000 });
    const { error } = listenToConsole();
    await guide("stale-gcm");
    expect(error).toMatchObject([["Ended early, with 0 of 5001 removed", { parameter: "atMost" }]]);
    expect(process.exitCode).toBe(1);
    process.exitCode = exitCode;
  });

  it("my devices", async () => {
    const { listDevices, removeDevice } =
      await guide<typeof import("../../examples/guides/my-devices.ts")>("my-devices");
    expect(await listDevices("alice")).toMatchObject([{ sid: written.bindingSid }, { binding_type: "fcm" }]);
    await expect(listDevices(undefined as unknown as string)).rejects.toMatchObject({
      parameter: "identity",
    });
    expect(await removeDevice("bob", written.bindingSid)).toBe(false);
    expect(await removeDevice("alice", "BS")).toBe(false);
    expect(await removeDevice("alice", written.bindingSid)).toBe(true);
    expect(await listDevices("alice")).toHaveLength(1);
  });

  it("from Chat to Conversations", async () => {
    await guide("from-chat-to-conversations");
    expect(log).toEqual([
      [2, written.serviceSid, { user: expect.stringContaining("/Users/") as string }],
      [2, written.serviceSid, "apn"],
    ]);
  });

  it("from the official library: both print the same", async () => {
    await guide("from-the-official-library.before");
    await restore();
    ({ emulator, restore } = await answerAsTwilio());
    const here = listenToConsole().log;
    await guide("from-the-official-library");
    expect(here).toEqual([[1, "apn", expect.any(Number)]]);
    expect(log).toEqual(here);
  });

  it("testing, which asserts by itself", async () => {
    await expect(guide("testing")).resolves.toBeDefined();
  });

  it("errors and retries", async () => {
    const { remove, count, countWithin, typeOf } = await guide<Errors>("errors-and-retries");
    expect(await typeOf(written.bindingSid, "42")).toBe("apn");
    expect(emulator.requests[0]?.headers).toMatchObject({ "x-correlation-id": "42" });
    expect(log.splice(0)).toEqual([[expect.stringMatching(/^request RQ.*, 1 attempts$/)]]);
    expect(await remove("BS")).toMatch(/^InvalidSidError: /);
    expect(await remove(`BS${"0".repeat(32)}`)).toBe("was not there");
    emulator.configure({ faults: { sequence: ["rate-limited"], retryAfter: 60 } });
    expect(await remove(written.bindingSid)).toBe("rate-limited, retry after 60 s");
    emulator.configure({ faults: { sequence: ["reset-before"] } });
    expect(await remove(written.bindingSid)).toBe("removed");
    expect(log).toEqual([["DeleteServiceBinding, attempt 1: ConnectionError, retrying in 1 s"]]);
    await expect(count(AbortSignal.abort("late"))).rejects.toBe("late");
    expect(await count(new AbortController().signal)).toBe(122);
    emulator.configure({ faults: { rate: 1, kinds: ["no-response"] } });
    await expect(countWithin(20)).rejects.toThrow("timeout");
  });

  it("errors and retries: Express", async () => {
    const { hideUpstreamErrors } = await guide<Errors>("errors-and-retries");
    // Of the same copy of the classes as the guide's, which was imported anew.
    const { createClient } = await import("twilio-bindings");
    const rotated = createClient({ authToken: "rotated", fetch: () => Promise.resolve(denied()) });
    const error: unknown = await rotated.conversations.v1
      .services(written.serviceSid)
      .bindings.list()
      .catch((reason: unknown) => reason);
    const json = vi.fn();
    const status = vi.fn(() => ({ json }));
    const next = vi.fn();
    hideUpstreamErrors(error, undefined, { status }, next);
    hideUpstreamErrors("another", undefined, { status }, next);
    // Express itself would respond with error.status.
    expect(error).toMatchObject({ status: 401 });
    expect([status.mock.calls, next.mock.calls]).toEqual([[[502]], [["another"]]]);
    expect(json).toHaveBeenCalledOnce();
  });

  it("logging", async () => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    emulator.configure({ faults: { sequence: ["server-error"] } });
    await guide("logging");
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/^Retrying in \d+ ms: ServerError/)]]);
    expect(log).toMatchObject([[{ sid: written.bindingSid, identity: "***" }], [{ identity: "***" }]]);
  });

  it("network: a token function, and an address without a method", async () => {
    const { withToken, readPushConfiguration } = await guide<Network>("network");
    const requestToken = vi.fn(() => Promise.resolve("a-token"));
    const { bindings } = withToken(requestToken).conversations.v1.services(written.serviceSid);
    expect([(await bindings.page()).instances.length, (await bindings.page()).instances.length]).toEqual([
      100, 100,
    ]);
    expect(requestToken).toHaveBeenCalledOnce();
    // The emulator has bindings only.
    await expect(readPushConfiguration(written.serviceSid)).rejects.toThrow("Twilio responded 404");
    expect(emulator.requests.at(-1)?.path).toMatch(/\/Configuration\/Notifications$/);
  });

  it("network: a region", async () => {
    const { client } = await guide<Network>("network");
    await client.conversations.v1.services(written.serviceSid).bindings.page();
    expect(emulator.requests[0]?.url).toMatch(/^https:\/\/conversations\.dublin\.ie1\.twilio\.com\/v1\//);
  });

  it("Lambda", async () => {
    const { handler } = await guide<typeof import("../../examples/guides/lambda.ts")>("lambda");
    const context = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds });
    expect(await handler({ identity: "alice" }, context(60_000))).toMatchObject({
      removed: 2,
      notAttempted: 0,
    });
    expect(left()).toEqual(["bob", "carol"]);
    emulator.configure({ faults: { rate: 1, kinds: ["no-response"], method: "DELETE" } });
    const report = await handler({ identity: "carol" }, context(1_500));
    expect(report).toEqual({ matched: 120, removed: 0, alreadyGone: 0, failed: [], notAttempted: 120 });
  });

  it("Workers", async () => {
    const { default: worker } = await guide<typeof import("../../examples/guides/worker.ts")>("worker");
    const env = { TWILIO_ACCOUNT_SID: written.accountSid, TWILIO_AUTH_TOKEN: written.authToken };
    const response = await worker.fetch(new Request("https://worker.test/?identity=alice"), env);
    expect(await response.json()).toMatchObject([{ sid: written.bindingSid }, { binding_type: "fcm" }]);
    // Without an identity, nobody's bindings are shown.
    expect((await worker.fetch(new Request("https://worker.test/"), env)).status).toBe(400);
  });

  it("Next.js", async () => {
    const fetch = vi.fn(emulator.fetch);
    vi.stubGlobal("fetch", fetch);
    const { client } = await guide<typeof import("../../examples/guides/nextjs.ts")>("nextjs");
    await client.conversations.v1.services(written.serviceSid).bindings.list({ limit: 1 });
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ cache: "no-store", method: "GET" });
  });
});

it("every program is in a document, and every document's program is there", async () => {
  const folders = [new URL("../", documents), documents, new URL("guides/", documents)];
  const texts = await Promise.all(
    folders.map(async (folder) => {
      const names = (await readdir(folder)).filter((name) => name.endsWith(".md"));
      return Promise.all(names.map((name) => readFile(new URL(name, folder), "utf8")));
    }),
  );
  const included = new Set(
    [
      ...texts
        .flat()
        .join("")
        .matchAll(/examples\/guides\/([\w.-]+\.ts)/g),
    ].map(([, name]) => name),
  );
  expect([...included].sort()).toEqual((await readdir(examples)).sort());
});
