import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { type Socket, connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Emulator } from "../../src/emulator/index.ts";
import { listening } from "../support/servers.ts";
import { answerAsTwilio, listenToConsole, written } from "../support/twilio-hosts.ts";

type Network = typeof import("../../examples/guides/network.ts");

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

function left(document: "conversations_v1" | "chat_v2" = "conversations_v1"): string[] {
  return [...new Set(emulator.bindings({ document }).map(({ identity }) => identity))].sort();
}

describe("the code of a guide", () => {
  it("front page", async () => {
    await guide("front-page");
    expect(log.at(-1)).toEqual([20, { matched: 1, removed: 1, alreadyGone: 0, failed: [] }]);
    expect(left()).toEqual(["bob", "carol"]);
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
    // "two requests, of 100 and of 20": nothing is asked for past the limit.
    expect(log).toContainEqual([120]);
    expect(log).toEqual(
      expect.arrayContaining([
        [0, 50],
        [1, 50],
        [2, 23],
        [50, true],
      ]),
    );
    expect(queries.filter((query) => query.get("PageSize") === "50")).toHaveLength(5);
  });

  it("sign-out", async () => {
    const signOut = await guide<typeof import("../../examples/guides/sign-out.ts")>("sign-out");
    const [first] = emulator.bindings({ identity: "alice" });
    await signOut.signOutDevice("alice", String(first?.endpoint));
    expect(emulator.bindings({ document: "conversations_v1", identity: "alice" })).toHaveLength(1);
    expect(await signOut.signOutEverywhere("alice")).toBe(1);
    expect(left()).toEqual(["bob", "carol"]);
    await signOut.signOutOfChat("carol");
    expect(left("chat_v2")).toEqual(["alice", "bob"]);
  });

  it("stale GCM bindings", async () => {
    await guide("stale-gcm");
    expect(log[0]).toEqual(["1 to remove"]);
    expect(log.at(-1)).toEqual(["1 removed, 0 gone before, 0 failed"]);
    expect(left()).toEqual(["alice", "carol"]);
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
    const { remove, count } =
      await guide<typeof import("../../examples/guides/errors-and-retries.ts")>("errors-and-retries");
    expect(await remove("BS")).toMatch(/^InvalidSidError: /);
    expect(await remove(`BS${"0".repeat(32)}`)).toBe("was not there");
    emulator.configure({ faults: { sequence: ["rate-limited"], retryAfter: 60 } });
    expect(await remove(written.bindingSid)).toBe("come again in 60 s");
    emulator.configure({ faults: { sequence: ["reset-before"] } });
    expect(await remove(written.bindingSid)).toBe("removed");
    expect(log).toEqual([["DeleteServiceBinding, attempt 1: ConnectionError, again in 1 s"]]);
    await expect(count(AbortSignal.abort("late"))).rejects.toBe("late");
    expect(await count(new AbortController().signal)).toBe(122);
  });

  it("network: region and edge", async () => {
    const { client } = await guide<Network>("network");
    await client.conversations.v1.services(written.serviceSid).bindings.page();
    expect(emulator.requests[0]?.url).toMatch(/^https:\/\/conversations\.dublin\.ie1\.twilio\.com\/v1\//);
  });

  it("network: through a proxy", async () => {
    const api = await emulator.listen();
    const tunnels: string[] = [];
    const proxy = createServer().on("connect", (request, socket: Socket) => {
      tunnels.push(request.url ?? "");
      const onward = connect(Number(new URL(api.url).port), "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        onward.pipe(socket).pipe(onward);
      });
    });
    const { url } = await listening(proxy);
    vi.stubEnv("HTTP_PROXY", url);
    vi.stubEnv("TWILIO_BINDINGS_BASE_URL", "http://bindings.test");
    const { behindProxy } = await guide<Network>("network");
    const { bindings } = behindProxy.conversations.v1.services(written.serviceSid);
    expect(await bindings.list({ identity: "alice" })).toHaveLength(2);
    expect(tunnels).toEqual(["bindings.test:80"]);
    await api.close();
  });

  it("Lambda", async () => {
    const { handler } = await guide<typeof import("../../examples/guides/lambda.ts")>("lambda");
    expect(await handler({ identity: "alice" })).toEqual({ removed: 2 });
    expect(left()).toEqual(["bob", "carol"]);
  });

  it("Workers", async () => {
    const { default: worker } = await guide<typeof import("../../examples/guides/worker.ts")>("worker");
    const env = { TWILIO_ACCOUNT_SID: written.accountSid, TWILIO_AUTH_TOKEN: written.authToken };
    const response = await worker.fetch(new Request("https://worker.test/?identity=alice"), env);
    expect(await response.json()).toMatchObject([{ sid: written.bindingSid }, { binding_type: "fcm" }]);
  });
});

it("every program is in a document, and every document's program is there", async () => {
  const folders = [documents, new URL("guides/", documents)];
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
