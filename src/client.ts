import { createInterrupts } from "./abort.ts";
import { operations } from "../generated/operations.ts";
import { type BindingCollection, type CollectionOperations, createCollection } from "./collection.ts";
import { authorize } from "./credentials.ts";
import { checkRouting } from "./hosts.ts";
import { type ClientOptions, checkClientOptions } from "./options.ts";
import { type Transport, createTransport } from "./transport.ts";
import type {
  ChatBinding,
  ChatBindingFilters,
  ChatUserBinding,
  ChatUserBindingFilters,
  ServiceBinding,
  ServiceBindingFilters,
  ServiceSid,
  SidArgument,
} from "./types.ts";

/** Bindings of Conversations. */
export interface ConversationsV1 {
  /** A service, by its SID. @throws InvalidSidError */
  services<Sid extends string>(sid: SidArgument<Sid, ServiceSid>): ConversationsService;
}

/** A Conversations service. */
export interface ConversationsService {
  /** The bindings of all its users. */
  readonly bindings: BindingCollection<ServiceBinding, ServiceBindingFilters>;
}

/** Bindings of Programmable Chat. */
export interface ChatV2 {
  /** A service, by its SID. @throws InvalidSidError */
  services<Sid extends string>(sid: SidArgument<Sid, ServiceSid>): ChatService;
}

/** A Programmable Chat service. */
export interface ChatService {
  /** The bindings of all its users. */
  readonly bindings: BindingCollection<ChatBinding, ChatBindingFilters>;
  /** A user, by SID or identity. @throws ValidationError where it cannot be one segment of a path */
  users(sidOrIdentity: string): ChatUser;
}

/** A user of a Programmable Chat service. */
export interface ChatUser {
  /** The bindings of this user alone. */
  readonly userBindings: BindingCollection<ChatUserBinding, ChatUserBindingFilters>;
}

/** Typed access to the bindings of one account. */
export interface Client {
  /** Conversations. */
  readonly conversations: {
    /** Version 1 of its API. */
    readonly v1: ConversationsV1;
  };
  /** @deprecated Programmable Chat is past its end of life: use `conversations`. */
  readonly chat: {
    /** Version 2 of its API. */
    readonly v2: ChatV2;
  };
  /** @deprecated Programmable Chat on its older host, past its end of life: use `conversations`. */
  readonly ipMessaging: {
    /** Version 2 of its API. */
    readonly v2: ChatV2;
  };
}

/**
 * Makes a client. What the options leave out comes from the environment: `TWILIO_ACCOUNT_SID` with
 * `TWILIO_AUTH_TOKEN`, or `TWILIO_API_KEY` with `TWILIO_API_SECRET`; `TWILIO_REGION`, `TWILIO_EDGE`;
 * `TWILIO_BINDINGS_BASE_URL`.
 *
 * @throws ValidationError where credentials are missing or an option cannot be used
 */
export function createClient(options: ClientOptions = {}): Client {
  checkClientOptions(options);
  const routing = {
    region: options.region ?? environmentVariable("TWILIO_REGION"),
    edge: options.edge ?? environmentVariable("TWILIO_EDGE"),
    baseUrl: options.baseUrl ?? environmentVariable("TWILIO_BINDINGS_BASE_URL"),
  };
  checkRouting(routing);
  const authorization = authorize(options, environmentVariable);
  const transport = createTransport({ options, authorization, routing, interrupts: createInterrupts() });
  return {
    conversations: { v1: { services: (sid: string) => conversationsService(transport, sid) } },
    chat: { v2: { services: (sid: string) => chatService(transport, operations.chat_v2, sid) } },
    ipMessaging: {
      v2: { services: (sid: string) => chatService(transport, operations.ip_messaging_v2, sid) },
    },
  };
}

function conversationsService(transport: Transport, sid: string): ConversationsService {
  const { ListServiceBinding, FetchServiceBinding, DeleteServiceBinding } = operations.conversations_v1;
  return {
    bindings: createCollection(
      transport,
      { list: ListServiceBinding, fetch: FetchServiceBinding, remove: DeleteServiceBinding },
      [sid],
    ),
  };
}

function chatService(
  transport: Transport,
  product: typeof operations.chat_v2 | typeof operations.ip_messaging_v2,
  sid: string,
): ChatService {
  const bindings: CollectionOperations = {
    list: product.ListBinding,
    fetch: product.FetchBinding,
    remove: product.DeleteBinding,
  };
  const userBindings: CollectionOperations = {
    list: product.ListUserBinding,
    fetch: product.FetchUserBinding,
    remove: product.DeleteUserBinding,
  };
  return {
    bindings: createCollection(transport, bindings, [sid]),
    users: (sidOrIdentity) => ({
      userBindings: createCollection(transport, userBindings, [sid, sidOrIdentity]),
    }),
  };
}

/** Empty variables count as missing. A runtime without a process has none, nor one that may not read them. */
function environmentVariable(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  try {
    // By name: Deno can permit some variables, and to list all takes the permission for all.
    const value = process?.env?.[name];
    return value === "" ? undefined : value;
  } catch {
    return undefined;
  }
}
