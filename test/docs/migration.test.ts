import { expect, it } from "vitest";
import { createEmulator } from "../../src/emulator/index.ts";
import * as twilio from "../../src/index.ts";

// The table "What throws" of docs/guides/from-the-official-library.md, as JavaScript would run into it.

/** What code that was written for the official library takes things for. */
interface Resource {
  readonly bindingType: string;
  readonly dateUpdated: Date;
  remove(): unknown;
}
interface Collection {
  list(options: object, callback?: unknown): Promise<[Resource]>;
  page(options: object): Promise<unknown>;
}
interface Product {
  services(sid: string): unknown;
}
interface Library {
  readonly Twilio: new () => unknown;
  readonly RestException: new () => unknown;
}

const emulator = createEmulator();
const [seeded] = emulator.seed({ bindingType: "fcm" });
const { accountSid, serviceSid, fetch } = emulator;
const create = (more: object = {}) => twilio.createClient({ accountSid, authToken: "any", fetch, ...more });
const client = create();
const bindings = client.conversations.v1.services(serviceSid).bindings as unknown as Collection;
const first = async () => (await bindings.list({ limit: 1 }))[0];
const library = twilio.default as unknown as Library;
const [conversations, chat] = [client.conversations, client.chat] as unknown as [Product, Product];

it.each<[string, () => unknown, string]>([
  [
    "binding.bindingType",
    async () => (await first()).bindingType,
    "read binding_type instead of bindingType",
  ],
  [
    "binding.dateUpdated",
    async () => (await first()).dateUpdated,
    "read date_updated instead of dateUpdated",
  ],
  ["binding.remove()", async () => (await first()).remove(), "not a function"],
  ["list(options, callback)", () => bindings.list({}, () => undefined), "a promise is returned"],
  ["page({ pageNumber })", () => bindings.page({ pageNumber: 1 }), "Unknown option 'pageNumber'"],
  ["autoRetry", () => create({ autoRetry: true }), "Unknown option 'autoRetry'"],
  ["lazyLoading", () => create({ lazyLoading: true }), "Unknown option 'lazyLoading'"],
  ["httpClient", () => create({ httpClient: {} }), "Unknown option 'httpClient'"],
  ["client.conversations.services()", () => conversations.services(serviceSid), "not a function"],
  ["client.chat.services()", () => chat.services(serviceSid), "not a function"],
  ["new twilio.Twilio()", () => new library.Twilio(), "not a constructor"],
  ["instanceof twilio.RestException", () => client instanceof library.RestException, "instanceof"],
])("%s throws", async (_, run, message) => {
  await expect(Promise.resolve().then(run)).rejects.toThrow(message);
});

it("migrationChecks: false turns off the errors of camelCase properties", async () => {
  const unchecked = create({ migrationChecks: false });
  const [binding] = await unchecked.conversations.v1.services(serviceSid).bindings.list();
  expect(Reflect.get(binding ?? {}, "bindingType")).toBeUndefined();
  expect(binding).toEqual(seeded);
});
