import type { AnyBinding } from "../../../src/types.ts";
import type { Client, Listing, RemovalReport } from "../../../src/index.ts";
import type { DocumentName } from "../../../src/emulator/index.ts";
import { sized } from "../../support/size.ts";

/** What the fault suite uses of a collection, whichever product's it is. */
export interface Bindings {
  list(options?: ListOptions): Listing<AnyBinding>;
  removeAll(options: RemoveOptions): Promise<RemovalReport>;
}

interface ListOptions {
  bindingType?: "apn";
  pageSize?: number;
  limit?: number;
  signal?: AbortSignal;
}

interface RemoveOptions {
  bindingType: "apn";
  concurrency?: number;
  signal?: AbortSignal;
  onProgress?: (progress: { removed: number }) => void;
}

/** A kind of collection. */
export interface Kind {
  readonly name: string;
  readonly document: DocumentName;
  /** The user whose bindings it holds; undefined for a service's. */
  readonly user: string | undefined;
  readonly of: (client: Client) => Bindings;
}

export const serviceSid = `IS${"5e".repeat(16)}`;

/** An identity that a path has to encode. */
const user = "someone#1/2?";

/** The bindings of services and users, of every product. */
export const kinds = [
  {
    name: "Conversations, service",
    document: "conversations_v1",
    user: undefined,
    of: (client) => client.conversations.v1.services(serviceSid).bindings,
  },
  {
    name: "Chat, service",
    document: "chat_v2",
    user: undefined,
    of: (client) => client.chat.v2.services(serviceSid).bindings,
  },
  {
    name: "Chat, user",
    document: "chat_v2",
    user,
    of: (client) => client.chat.v2.services(serviceSid).users(user).userBindings,
  },
  {
    name: "IP Messaging, service",
    document: "ip_messaging_v2",
    user: undefined,
    of: (client) => client.ipMessaging.v2.services(serviceSid).bindings,
  },
  {
    name: "IP Messaging, user",
    document: "ip_messaging_v2",
    user,
    of: (client) => client.ipMessaging.v2.services(serviceSid).users(user).userBindings,
  },
] as const satisfies readonly Kind[];

/** The kinds that a run is made with: all of them at full size, else two in turn, so that each has its runs. */
export function kindsOf(run: number): readonly Kind[] {
  return Array.from({ length: sized(2, kinds.length) }, (_, place) => nthKind(2 * run + place));
}

function nthKind(index: number): Kind {
  return kinds[index % kinds.length] ?? kinds[0];
}
