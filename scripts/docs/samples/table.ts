/** How a sample is run in the page: as it is, followed by a call of what it declares, or not at all, for a reason. */
export type Sample = { readonly call?: string; readonly reason?: never } | { readonly reason: string };

const service = '"ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"';
const binding = '"BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"';
const firstPage = (client: string) =>
  `const page = await ${client}.conversations.v1.services(${service}).bindings.page();\nconsole.log(page.instances.length);`;

/** The code of the guides, by file and region below `examples/`. */
const guides: Readonly<Record<string, Sample>> = {
  "guides/front-page.ts": {},
  "guides/getting-started.ts#client": {
    call: "const [first] = await bindings.list({ limit: 1 });\nconsole.log(first?.sid);",
  },
  "guides/getting-started.ts#list": {},
  "guides/getting-started.ts#one": {},
  "guides/paging.ts#all": {},
  "guides/paging.ts#array": {},
  "guides/paging.ts#pages": {},
  "guides/paging.ts#resume": {},
  "guides/sign-out.ts#everywhere": { call: 'console.log(await signOutEverywhere("alice"));' },
  "guides/sign-out.ts#device": {
    call: [
      `const { bindings } = client.conversations.v1.services(${service});`,
      'const [phone] = await bindings.list({ identity: "alice" });',
      'await signOutDevice("alice", phone.endpoint);',
      'console.log((await bindings.list({ identity: "alice" })).length);',
    ].join("\n"),
  },
  "guides/sign-out.ts#chat": {
    call: [
      'await signOutOfChat("alice");',
      `const { userBindings } = client.chat.v2.services(${service}).users("alice");`,
      "console.log((await userBindings.list()).length);",
    ].join("\n"),
  },
  "guides/stale-gcm.ts#find": {},
  "guides/stale-gcm.ts#remove": {},
  "guides/my-devices.ts#list": { call: 'console.log(await listDevices("alice"));' },
  "guides/my-devices.ts#remove": {
    call: [
      'const [device] = await listDevices("alice");',
      'console.log(await removeDevice("bob", device.sid), await removeDevice("alice", device.sid));',
    ].join("\n"),
  },
  "guides/errors-and-retries.ts#options": { call: firstPage("client") },
  "guides/errors-and-retries.ts#call": { call: `console.log(await typeOf(${binding}, "42"));` },
  "guides/errors-and-retries.ts#errors": {
    call: 'console.log(await remove("BS00000000000000000000000000000000"));',
  },
  "guides/errors-and-retries.ts#express": {
    call: [
      "const response = { status: (code) => ({ json: (body) => console.log(code, body) }) };",
      'const failed = bindings("BS00000000000000000000000000000000").fetch();',
      "await failed.catch((error) => hideUpstreamErrors(error, {}, response, console.error));",
    ].join("\n"),
  },
  "guides/errors-and-retries.ts#abort": { call: "console.log(await countWithin(5_000));" },
  "guides/logging.ts#logger": { call: firstPage("client") },
  "guides/logging.ts#redact": {},
  "guides/network.ts#region": { call: firstPage("client") },
  "guides/network.ts#token": { call: firstPage('withToken(async () => "a-token")') },
  "guides/network.ts#fetch": {
    call: `console.log(await readPushConfiguration(${service}).catch(({ message }) => message));`,
  },
  "guides/testing.ts#test": { call: "console.log(emulator.bindings().length);" },
  "guides/testing.ts#faults": { call: "console.log(emulator.faultCounts);" },
  "guides/testing.ts#socket": { reason: "a page cannot listen on a socket" },
  "guides/testing-with-nock.ts#nock": { reason: "nock replaces Node's http module" },
  "guides/from-the-official-library.before.ts#calls": {
    reason: "the official library needs Node's http module and an account",
  },
  "guides/from-the-official-library.ts#calls": {},
  "guides/from-chat-to-conversations.ts#before": {},
  "guides/from-chat-to-conversations.ts#after": {},
  "guides/lambda.ts#handler": {
    call: 'console.log(await handler({ identity: "alice" }, { getRemainingTimeInMillis: () => 10_000 }));',
  },
  "guides/nextjs.ts#client": { call: firstPage("client") },
  "guides/worker.ts#worker": {
    call: [
      'const request = new Request("https://worker.test/?identity=alice");',
      "const response = await exports.default.fetch(request, process.env);",
      "console.log(response.status, await response.json());",
    ].join("\n"),
  },
  "integrations/proxy/proxy.ts#proxy": { reason: "a proxy needs Node and undici" },
  "integrations/sweep-queue/src/batch.ts#batch": { reason: "a queue needs Redis" },
};

/** Finds how a sample is run. One that nobody has decided on throws. */
export function sampleOf(id: string): Sample {
  if (/^operations\/.*\.official\.ts$/.test(id))
    return { reason: "the official library needs Node's http module and an account" };
  if (/^operations\/.*\.ts$/.test(id)) return {};
  if (id.endsWith(".sh")) return { reason: "curl needs a network and an account" };
  const sample = guides[id];
  if (!sample) throw new Error(`Nothing says whether ${id} runs in the page: scripts/docs/samples/table.ts`);
  return sample;
}

/** The samples of the guides. */
export const guideSamples: readonly string[] = Object.keys(guides);

/** Names the file of a sample's program on the site. */
export function fileOf(id: string): string {
  return `${id.replaceAll(/[^\w.-]/g, ".")}.json`;
}
