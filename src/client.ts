import { operations } from "../generated/operations.ts";
import { mergeOptions, readOptions } from "./checks.ts";
import { type BindingCollection, createCollection } from "./collection.ts";
import { type ClientContext, type FetchInit, createContext, fetchAuthorized } from "./http/index.ts";
import { type ClientOptions, clientShape } from "./options.ts";
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

/** Version 1 of the Conversations API. */
export interface ConversationsV1 {
  /**
   * Selects a service. Sends nothing.
   *
   * @param serviceSid - SID of the service, `IS…`
   * @throws {@link InvalidSidError} if it is not a service SID
   */
  services<Sid extends string>(serviceSid: SidArgument<Sid, ServiceSid>): ConversationsService;
}

/** A Conversations service. */
export interface ConversationsService {
  /** The bindings of all its users. */
  readonly bindings: BindingCollection<ServiceBinding, ServiceBindingFilters>;
}

/** Version 2 of the Programmable Chat API. */
export interface ChatV2 {
  /**
   * Selects a service. Sends nothing.
   *
   * @param serviceSid - SID of the service, `IS…`
   * @throws {@link InvalidSidError} if it is not a service SID
   */
  services<Sid extends string>(serviceSid: SidArgument<Sid, ServiceSid>): ChatService;
}

/** A Programmable Chat service. */
export interface ChatService {
  /** The bindings of all its users. */
  readonly bindings: BindingCollection<ChatBinding, ChatBindingFilters>;
  /**
   * Selects a user. Sends nothing.
   *
   * @param userSidOrIdentity - SID of the user, `US…`, or the identity, which is percent-encoded
   * @throws {@link ValidationError} if it cannot be one path segment, such as `..`
   */
  users(userSidOrIdentity: string): ChatUser;
}

/** A user of a Programmable Chat service. */
export interface ChatUser {
  /** The bindings of this user. */
  readonly userBindings: BindingCollection<ChatUserBinding, ChatUserBindingFilters>;
}

/** A client for the bindings of one account. */
export interface Client {
  /** Twilio Conversations. */
  readonly conversations: {
    /** Version 1 of the API. */
    readonly v1: ConversationsV1;
  };
  /** @deprecated Programmable Chat is past its end of life: use `conversations`. */
  readonly chat: {
    /** Version 2 of the API. */
    readonly v2: ChatV2;
  };
  /** @deprecated Programmable Chat on its older host, past its end of life: use `conversations`. */
  readonly ipMessaging: {
    /** Version 2 of the API. */
    readonly v2: ChatV2;
  };
  /**
   * Sends an authenticated request to any path on the products' hosts or under `baseUrl`, with this client's retries,
   * time limits, hooks and redaction.
   *
   * @param url - an absolute URL, or a path if `baseUrl` is set
   * @param init - method, body, and the options of every call
   * @returns the response, whatever its status, with its body in memory
   * @throws {@link ValidationError} if the URL is on another host
   * @throws {@link ConnectionError} if there is no complete response
   */
  fetch(url: string | URL, init?: FetchInit): Promise<Response>;
}

/**
 * Creates a client as the official library does: `twilio(accountSid, authToken, options)` or
 * `twilio(apiKey, apiSecret, { accountSid })`. Omitted credentials come from the environment.
 *
 * @param accountSid - the account SID, or the SID of an API key if `options.accountSid` is another SID
 * @param authToken - the auth token, or the secret of the API key
 * @throws {@link ValidationError} if credentials are missing, or an option is invalid
 */
export function twilio(accountSid?: string, authToken?: string, options: ClientOptions = {}): Client {
  const given = readOptions<ClientOptions>(options, clientShape);
  const isKey = accountSid !== undefined && ![undefined, accountSid].includes(given.accountSid);
  return clientOf(
    mergeOptions(given, isKey ? { apiKey: accountSid, apiSecret: authToken } : { accountSid, authToken }),
  );
}

/**
 * Creates a client. Omitted options come from the environment: `TWILIO_ACCOUNT_SID` with `TWILIO_AUTH_TOKEN`, or
 * `TWILIO_API_KEY` with `TWILIO_API_SECRET`; `TWILIO_REGION`, `TWILIO_EDGE`; `TWILIO_BINDINGS_BASE_URL`;
 * `TWILIO_LOG_LEVEL`.
 *
 * @throws {@link ValidationError} if credentials are missing, or an option or a variable is invalid
 */
export function createClient(options: ClientOptions = {}): Client {
  return clientOf(readOptions<ClientOptions>(options, clientShape));
}

function clientOf(options: Readonly<ClientOptions>): Client {
  const context = createContext(options);
  const {
    ListServiceBinding: list,
    FetchServiceBinding: fetch,
    DeleteServiceBinding: remove,
  } = operations.conversations_v1;
  const serviceBindings = { list, fetch, remove };
  return {
    conversations: {
      v1: {
        services: (serviceSid) => ({ bindings: createCollection(context, serviceBindings, { serviceSid }) }),
      },
    },
    chat: { v2: chatOf(context, operations.chat_v2) },
    ipMessaging: { v2: chatOf(context, operations.ip_messaging_v2) },
    fetch: (url, init) => fetchAuthorized(context, url, init),
  };
}

function chatOf(
  context: ClientContext,
  chat: typeof operations.chat_v2 | typeof operations.ip_messaging_v2,
): ChatV2 {
  const bindings = { list: chat.ListBinding, fetch: chat.FetchBinding, remove: chat.DeleteBinding };
  const userBindings = {
    list: chat.ListUserBinding,
    fetch: chat.FetchUserBinding,
    remove: chat.DeleteUserBinding,
  };
  return {
    services: (serviceSid) => ({
      bindings: createCollection(context, bindings, { serviceSid }),
      users: (userSidOrIdentity) => ({
        userBindings: createCollection(context, userBindings, { serviceSid, userSidOrIdentity }),
      }),
    }),
  };
}
