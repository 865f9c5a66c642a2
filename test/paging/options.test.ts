import { describe, expect, it } from "vitest";
import { type ServiceBinding, ValidationError } from "../../src/index.ts";
import { binding } from "../support/answers.ts";
import { conversationsBindings } from "../support/client.ts";
import { collect } from "../support/collect.ts";
import { rejection } from "../support/failures.ts";
import { storeOf } from "../support/store.ts";

const many = Array.from({ length: 12 }, (_, index): ServiceBinding =>
  binding(index + 1, {
    identity: index % 3 === 0 ? "alice" : "bob",
    binding_type: index % 2 === 0 ? "apn" : "fcm",
  }),
);
const of = (matches: (binding: ServiceBinding) => boolean) => many.filter(matches);
const open = () => conversationsBindings({ fetch: storeOf(many).fetch });

class AliceOptions {
  readonly #user = { identity: "alice" };
  get identity(): string {
    return this.#user.identity;
  }
}
class AliceApnOptions extends AliceOptions {
  readonly #types = ["apn"] as const;
  get bindingType() {
    return this.#types;
  }
}

describe("the options of a list count as they read", () => {
  const alice = of(({ identity }) => identity === "alice");
  const sources: Readonly<Record<string, [object, readonly ServiceBinding[]]>> = {
    "an accessor of a class": [new AliceOptions(), alice],
    "accessors along a class hierarchy": [
      new AliceApnOptions(),
      alice.filter(({ binding_type: type }) => type === "apn"),
    ],
    "an inherited property": [Object.create({ identity: "alice" }) as object, alice],
    "a property that is not enumerable": [Object.defineProperty({}, "identity", { value: "alice" }), alice],
    "an object without a prototype": [
      Object.assign(Object.create(null) as object, { identity: "alice" }),
      alice,
    ],
    "a frozen object": [Object.freeze({ identity: Object.freeze(["alice"]) }), alice],
    "a proxy": [new Proxy({ identity: "alice" }, {}), alice],
  };

  it.each(Object.entries(sources))("%s", async (_, [options, expected]) => {
    expect(await open().list(options)).toEqual(expected);
    expect(await collect(open().list(options))).toEqual(expected);
    expect((await open().page(options)).instances).toEqual(expected);
  });

  it("and never by Object.prototype", async () => {
    Object.defineProperty(Object.prototype, "identity", { value: "alice", configurable: true });
    try {
      expect(await open().list({})).toEqual(many);
      expect(await open().list()).toEqual(many);
    } finally {
      Reflect.deleteProperty(Object.prototype, "identity");
    }
  });

  it("an accessor that reads as undefined is a filter without a value", async () => {
    const options = {
      get identity() {
        return undefined as unknown as string;
      },
    };
    expect((await rejection(open().list(options), ValidationError)).parameter).toBe("identity");
  });
});

describe("the options of a list are those at its call", () => {
  it("where one object serves for several lists that are not awaited in between", async () => {
    const bindings = open();
    const options = { identity: "alice" };
    const lists = [bindings.list(options)];
    options.identity = "bob";
    lists.push(bindings.list(options));
    const [alice, bob] = await Promise.all(lists);
    expect(alice).toEqual(of(({ identity }) => identity === "alice"));
    expect(bob).toEqual(of(({ identity }) => identity === "bob"));
  });

  it("where an array of values changes later", async () => {
    const bindings = open();
    const types: ("apn" | "fcm")[] = ["apn"];
    const list = bindings.list({ bindingType: types });
    const pages = bindings.list({ bindingType: types }).pages();
    types.push("fcm");
    const apn = of(({ binding_type: type }) => type === "apn");
    expect(await list).toEqual(apn);
    expect((await collect(pages)).flatMap(({ instances }) => instances)).toEqual(apn);
  });

  it("and each is read once", async () => {
    let reads = 0;
    const options = {
      get identity() {
        return ++reads === 1 ? "alice" : "bob";
      },
    };
    const list = open().list(options);
    expect(reads).toBe(1);
    expect(await list).toEqual(of(({ identity }) => identity === "alice"));
    expect(await collect(list)).toEqual(of(({ identity }) => identity === "alice"));
    expect(reads).toBe(1);
  });
});
