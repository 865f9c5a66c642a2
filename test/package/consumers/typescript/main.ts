import twilio, {
  type BindingCollection,
  type BindingSid,
  type Client,
  type ClientOptions,
  type Listing,
  NotFoundError,
  type ServiceBinding,
  type ServiceSid,
  createClient,
  isBindingSid,
  parseBindingSid,
  redact,
} from "twilio-bindings";
import { type Emulator, createEmulator } from "twilio-bindings/emulator";
import type { components, operations, paths } from "twilio-bindings/openapi/conversations_v1";
import type { paths as ChatPaths } from "twilio-bindings/openapi/chat_v2";
import type { paths as OldPaths } from "twilio-bindings/openapi/ip_messaging_v2";

// Exported with inferred types, so that the declarations written for this file must be able to name them.
export const options = { maxRetries: 2, region: undefined } satisfies ClientOptions;
export function open(emulator: Emulator, more: ClientOptions) {
  const { accountSid, serviceSid } = emulator;
  const client = createClient({ accountSid, authToken: "token", ...options, ...more });
  return client.conversations.v1.services(serviceSid).bindings;
}
export const products = (client: Client) => [client.conversations, client.chat, client.ipMessaging];
export const listed: (emulator: Emulator) => Listing<ServiceBinding> = (emulator) =>
  open(emulator, {}).list();

export type Documents = [keyof paths, keyof ChatPaths, keyof OldPaths, keyof operations, keyof components];
export const path: Documents[0] = "/v1/Services/{ChatServiceSid}/Bindings";

/** Generic code, whose types other packages' declarations must be able to name, too. */
export function handleOf<Sid>(client: Client, sid: Sid & string) {
  return client.chat.v2.services("IS" as string).bindings(sid);
}
export const servicesOf = (client: Client) => client.conversations.v1.services;
export function tidy<Item, Filters>(collection: BindingCollection<Item, Filters>) {
  return [
    collection.list({ limit: 5 }),
    collection.each((item) => item),
    collection.removeAll({ all: true }),
  ];
}
export async function tidyEither(
  client: Client,
  sid: string & { readonly __brand: "ServiceSid" },
  isOld: boolean,
) {
  const { bindings } = isOld ? client.chat.v2.services(sid) : client.conversations.v1.services(sid);
  await bindings.each({ limit: 5 }, (binding) => binding.sid);
  const { matched } = await bindings.removeAll({
    bindingType: "gcm",
    filter: ({ identity }) => identity !== "",
  });
  return [...(await bindings.list()).map((binding) => binding.sid), String(matched)];
}

async function walk(emulator: Emulator, more: ClientOptions): Promise<void> {
  emulator.seed({ count: 120, identity: "alice", binding_type: "apn" });
  const bindings = open(emulator, more);
  const sids: BindingSid[] = [];
  for await (const binding of bindings.list({ bindingType: ["apn"], limit: 110 })) sids.push(binding.sid);
  const [first] = await bindings.list({ limit: 1 });
  if (first === undefined || !isBindingSid(first.sid)) throw new Error("no binding");
  const { data, attempts } = await bindings(parseBindingSid(first.sid)).fetch().withResponse();
  if (attempts !== 1 || redact(data).identity !== "***") throw new Error(JSON.stringify(data));
  const { matched, failed } = await bindings.removeAll({
    identity: "alice",
    filter: ({ sid }) => sid !== first.sid,
  });
  if (sids.length !== 110 || matched !== 119 || failed.length > 0) throw new Error(`removed ${matched}`);
  const removed: boolean = await bindings.get(first.sid).remove();
  const error: unknown = await bindings(first.sid)
    .fetch()
    .catch((reason: unknown) => reason);
  if (!removed || !(error instanceof NotFoundError) || error.status !== 404 || error.cause !== undefined)
    throw error;
}

/** Never called: what must not compile. */
export function mistakes(either: BindingSid | ServiceSid): unknown[] {
  const { conversations, ...others } = twilio("AC", "token", { region: undefined });
  const { bindings } = conversations.v1.services("IS00000000000000000000000000000000");
  return [
    // @ts-expect-error -- a binding SID in the place of a service SID
    conversations.v1.services("BS00000000000000000000000000000000"),
    // @ts-expect-error -- no such product
    others.messaging,
    // @ts-expect-error -- no such filter
    bindings.list({ identitty: "alice" }),
    // @ts-expect-error -- a filter that came out undefined must not remove everything
    bindings.removeAll({ identity: undefined }),
    // @ts-expect-error -- nothing is selected
    bindings.removeAll({}),
    // @ts-expect-error -- it may be a service's
    bindings(either),
    // @ts-expect-error -- not an option
    createEmulator({ sead: 1 }),
  ];
}

async function main(): Promise<void> {
  const emulator = createEmulator();
  await walk(emulator, { fetch: emulator.fetch });
  const server = await emulator.listen();
  await walk(emulator, { baseUrl: server.url });
  await server.close();
  console.log("ok");
}

void main();
