import { describe, expect, it } from "vitest";
import {
  type Fetch,
  RemovalError,
  type ServiceBinding,
  ValidationError,
  createClient,
} from "../src/index.ts";
import { binding, failure, pageAnswer } from "./support/answers.ts";
import { conversationsBindings } from "./support/client.ts";
import { reasonOf, rejection } from "./support/failures.ts";
import { stepping } from "./support/fetches.ts";
import { serviceSid } from "./support/sids.ts";
import { manyBindings, reportOf, storeOf } from "./support/store.ts";

/** Options as a program with classes writes them: methods that need their instance. */
class Transport {
  readonly maxRetries = 1;
  readonly #calls: string[] = [];
  readonly #answers = [failure(503), failure(404)];
  get calls() {
    return this.#calls;
  }
  fetch() {
    this.#calls.push("fetch");
    return Promise.resolve(this.#answers.shift() ?? pageAnswer([binding(1)]));
  }
  token() {
    this.#calls.push("token");
    return "token-of-a-class";
  }
  onRequest() {
    this.#calls.push("onRequest");
  }
  onResponse() {
    this.#calls.push("onResponse");
  }
  onRetry() {
    this.#calls.push("onRetry");
  }
  onFailure() {
    this.#calls.push("onFailure");
  }
}

class Sweep {
  readonly #log: string[] = [];
  readonly concurrency = 1;
  get log() {
    return this.#log;
  }
  filter({ sid }: ServiceBinding) {
    return this.#log.push("filter") > 0 && sid !== binding(1).sid;
  }
  onMatched() {
    this.#log.push("onMatched");
  }
  onRemoved() {
    this.#log.push("onRemoved");
  }
  onProgress() {
    this.#log.push("onProgress");
  }
}

class Reading {
  readonly #seen: unknown[] = [];
  get seen() {
    return this.#seen;
  }
  callback(item: unknown) {
    this.#seen.push(item);
  }
  done() {
    this.#seen.push("done");
  }
}

describe("methods of a class are called on their instance", () => {
  it("of a client's options", async () => {
    const transport = new Transport();
    const { bindings } = createClient(transport).conversations.v1.services(serviceSid);
    expect(await reasonOf(bindings.page())).toMatchObject({ status: 404, attempts: 2 });
    const isToken = (call: string) => call === "token";
    expect(transport.calls.filter(isToken)).toHaveLength(1);
    expect(transport.calls.filter((call) => !isToken(call))).toEqual([
      ...["onRequest", "fetch", "onResponse", "onRetry"],
      ...["onRequest", "fetch", "onResponse", "onFailure"],
    ]);
  });

  it("of a removal's options", async () => {
    const store = storeOf(manyBindings(3));
    const sweep = new Sweep();
    const report = await conversationsBindings({ fetch: store.fetch }).removeAll(sweep);
    expect(report).toEqual(reportOf(2));
    expect(sweep.log).toEqual([
      ...["filter", "filter", "onMatched", "filter", "onMatched"],
      ...["onRemoved", "onProgress", "onRemoved", "onProgress"],
    ]);
  });

  it("of the options of each()", async () => {
    const reading = new Reading();
    await conversationsBindings({ fetch: storeOf(manyBindings(2)).fetch }).each(reading);
    expect(reading.seen).toEqual([...manyBindings(2), "done"]);
  });
});

it("fetch is called without a receiver: that of browsers refuses any other, and none may see the client", async () => {
  const receivers: unknown[] = [];
  const fetch: Fetch = function (this: unknown) {
    receivers.push(this);
    return Promise.resolve(pageAnswer([]));
  };
  const client = createClient({ token: "t", fetch });
  await client.conversations.v1.services(serviceSid).bindings.list();
  await client.fetch("https://chat.twilio.com/v2/Services");
  expect(receivers).toEqual([undefined, undefined]);
});

describe("a Proxy as options", () => {
  const forwarding = (options: object) => new Proxy(options, {});
  /** It holds nothing, and answers when it is asked. */
  const answering = (options: object) =>
    new Proxy({}, { get: (_, name) => (options as Record<PropertyKey, unknown>)[name] });
  /** It forbids to be asked for names, as those of a membrane do. */
  const closed = (options: object) => new Proxy(options, { has: () => false, ownKeys: () => [] });
  const kinds = Object.entries({ forwarding, answering, closed });

  it.each(kinds)("of a client counts as it reads: %s", async (_, make) => {
    const { fetch, sent } = stepping(pageAnswer([]));
    const options = { token: "of-a-proxy", fetch, baseUrl: "https://h.example/x", headers: { "x-a": "1" } };
    await createClient(make(options)).conversations.v1.services(serviceSid).bindings.list();
    expect(sent[0]?.url.href).toContain("https://h.example/x/v1/Services");
    expect(sent[0]?.headers.get("authorization")).toBe("Bearer of-a-proxy");
    expect(sent[0]?.headers.get("x-a")).toBe("1");
  });

  it.each(kinds)("of a removal counts as it reads: %s", async (_, make) => {
    const remove = async (options: object) => {
      const store = storeOf(manyBindings(4));
      const bindings = conversationsBindings({ fetch: store.fetch });
      const outcome = await bindings
        .removeAll(make(options) as { all: true })
        .catch((error: unknown) => error);
      return { store, outcome };
    };
    const dry = await remove({ all: true, dryRun: true });
    expect(dry.outcome).toEqual(reportOf(4, { removed: 0, notAttempted: 4 }));
    expect(dry.store.removals).toEqual([]);
    const refused = await remove({ all: true, atMost: 3 });
    expect(refused.outcome).toBeInstanceOf(RemovalError);
    const nothing = await remove({ dryRun: true });
    expect(nothing.outcome).toBeInstanceOf(ValidationError);
    const limited = await remove({ filter: () => true, limit: 1 });
    expect(limited.outcome).toEqual(reportOf(1));
  });

  it.each(kinds)("of a list counts as it reads: %s", async (_, make) => {
    const { fetch, sent } = stepping(pageAnswer([]));
    await conversationsBindings({ fetch }).list(make({ identity: "erin", pageSize: 3 }));
    expect(sent[0]?.url.searchParams.toString()).toBe("Identity=erin&PageSize=3");
  });

  it("that knows every name but gives no value has no options", async () => {
    const { fetch, sent } = stepping(pageAnswer([]));
    await conversationsBindings({ fetch }).list(new Proxy({}, { has: () => true }));
    expect(sent[0]?.url.search).toBe("?PageSize=100");
    const removal = conversationsBindings({ fetch }).removeAll(
      new Proxy({}, { has: () => true }) as { all: true },
    );
    await rejection(removal, ValidationError);
  });
});
