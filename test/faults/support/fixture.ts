import {
  type ClientOptions,
  type RequestEvent,
  type ResponseEvent,
  createClient,
} from "../../../src/index.ts";
import { type EmulatorSettings, createEmulator } from "../../../src/emulator/index.ts";
import "./network.ts";
import { type Bindings, type Kind, serviceSid } from "./collections.ts";

/** A listening emulator that holds bindings which match and bindings which must stay. */
export interface Fixture extends AsyncDisposable {
  /** Of the kind of collection, for messages. */
  readonly name: string;
  readonly bindings: Bindings;
  /** SIDs of the bindings of type `apn` in the collection, in order. */
  readonly matching: readonly string[];
  /** SIDs of all the others. */
  readonly bystanders: readonly string[];
  /** SIDs of what the store holds now. */
  readonly stored: () => readonly string[];
  /** SIDs of the bindings whose removal was repeated after the client had its response. */
  readonly repeated: () => readonly string[];
  readonly requests: ReturnType<typeof createEmulator>["requests"];
  readonly faultCounts: () => number;
  readonly configure: (settings: EmulatorSettings) => void;
}

const credentials = { accountSid: `AC${"a0".repeat(16)}`, authToken: "auth-token-of-the-fault-suite" };

/** Opens a fixture. Its faults begin once everything is in the store. */
export async function openFixture(
  kind: Kind,
  count: number,
  settings: EmulatorSettings,
  options: ClientOptions = {},
): Promise<Fixture> {
  const emulator = createEmulator({ serviceSid, maxRecordedRequests: 20_000 });
  const { matching, bystanders } = fill(emulator, kind, count);
  emulator.configure(settings);
  const server = await emulator.listen();
  // More retries than by default: the suite's faults are denser than an API's, and none may exhaust them by chance.
  const watch = watchRemovals();
  const client = createClient({
    ...credentials,
    baseUrl: server.url,
    maxRetries: 12,
    ...watch.hooks,
    ...options,
  });
  return {
    name: kind.name,
    bindings: kind.of(client),
    matching,
    bystanders,
    stored: () => emulator.bindings().map(({ sid }) => sid),
    repeated: watch.repeated,
    get requests() {
      return emulator.requests;
    },
    faultCounts: () => Object.values(emulator.faultCounts).reduce((sum, number) => sum + number),
    configure: (changes) => emulator.configure(changes),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

function fill(
  emulator: ReturnType<typeof createEmulator>,
  { document, user: identity }: Kind,
  count: number,
) {
  const sids = (...[seed]: Parameters<typeof emulator.seed>) => emulator.seed(seed).map(({ sid }) => sid);
  const here = identity === undefined ? { document } : { document, identity };
  const otherProduct = document === "conversations_v1" ? "chat_v2" : "conversations_v1";
  const bystanders = sids([
    { ...here, bindingType: "fcm", count: 20 },
    { ...here, bindingType: "apn", serviceSid: `IS${"0".repeat(32)}`, count: 20 },
    { document: otherProduct, bindingType: "apn", count: 20 },
    ...(identity === undefined
      ? []
      : [{ document, identity: "someone", bindingType: "apn" as const, count: 20 }]),
  ]);
  return { bystanders, matching: sids({ ...here, bindingType: "apn", count }) };
}

/** Hooks that notice when a removal is repeated although its response has come. */
function watchRemovals() {
  const responded = new Set<string>();
  const repeated: string[] = [];
  const sidOf = (url: string) => url.slice(url.lastIndexOf("/") + 1);
  return {
    repeated: () => repeated,
    hooks: {
      onRequest: ({ method, url }: RequestEvent) => {
        if (method === "DELETE" && responded.has(sidOf(url))) repeated.push(sidOf(url));
      },
      onResponse: ({ method, url, status }: ResponseEvent) => {
        if (method === "DELETE" && (status === 204 || status === 404)) responded.add(sidOf(url));
      },
    },
  };
}
