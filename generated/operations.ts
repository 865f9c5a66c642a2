// Made by scripts/generate.ts from openapi/. Do not edit: change the YAML and run `npm run generate`.

/** The kinds of SIDs: pattern, the letters each begins with, length. */
export const sids = {
  Account: { pattern: "^AC[0-9a-fA-F]{32}$", prefix: "AC", length: 34 },
  Binding: { pattern: "^BS[0-9a-fA-F]{32}$", prefix: "BS", length: 34 },
  Credential: { pattern: "^CR[0-9a-fA-F]{32}$", prefix: "CR", length: 34 },
  Service: { pattern: "^IS[0-9a-fA-F]{32}$", prefix: "IS", length: 34 },
  User: { pattern: "^US[0-9a-fA-F]{32}$", prefix: "US", length: 34 },
} as const;

/** A kind of SID. */
export type SidKind = keyof typeof sids;

/** A path parameter. */
export interface PathParameter {
  /** The kind of SID that belongs there; any string may stand where there is none. */
  readonly sid?: SidKind;
  /** Whether the spec marks it as personal data. */
  readonly pii?: true;
}

/** A query parameter. */
export interface QueryParameter {
  readonly type: "string" | "integer" | "array";
  /** The values it may have; any where there is none. */
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** Whether the spec marks it as personal data. */
  readonly pii?: true;
}

/** The query parameters that page, by what they do: items a page, index of the page, where it starts. */
export type Paging = Readonly<Record<"size" | "index" | "token", string>>;

/** An operation, as far as sending it and reading its answer takes. */
export interface Operation {
  readonly id: string;
  readonly method: "GET" | "DELETE";
  readonly server: string;
  readonly path: string;
  /** By name, in the order of the path. */
  readonly pathParameters: Readonly<Record<string, PathParameter>>;
  readonly query: Readonly<Record<string, QueryParameter>>;
  /** The status that means success. */
  readonly status: number;
  /** Properties of the resource that the spec marks as personal data. */
  readonly pii: readonly string[];
  /** The property of a page that holds its items; only lists have this and what follows. */
  readonly itemKey?: string;
  readonly paging?: Paging;
  /** The query parameters that select. */
  readonly filters?: readonly string[];
}

/** An operation that gives a list, page by page. */
export type ListOperation = Operation & Required<Pick<Operation, "itemKey" | "paging" | "filters">>;

/** Response headers of Twilio's own, by the name of their component. */
export const headers = {
  TwilioRequestId: "Twilio-Request-Id",
  TwilioConcurrentRequests: "Twilio-Concurrent-Requests",
  TwilioRequestDuration: "Twilio-Request-Duration",
  RetryAfter: "Retry-After",
} as const;

/** All operations, by document and operationId. */
export const operations = {
  chat_v2: {
    ListBinding: {
      id: "ListBinding",
      method: "GET",
      server: "https://chat.twilio.com",
      path: "/v2/Services/{ServiceSid}/Bindings",
      pathParameters: { ServiceSid: { sid: "Service" } },
      query: {
        BindingType: { type: "array", enum: ["gcm", "apn", "fcm"] },
        Identity: { type: "array", pii: true },
        PageSize: { type: "integer", minimum: 1, maximum: 50 },
        Page: { type: "integer", minimum: 0 },
        PageToken: { type: "string" },
      },
      status: 200,
      pii: ["endpoint", "identity", "links"],
      itemKey: "bindings",
      paging: { size: "PageSize", index: "Page", token: "PageToken" },
      filters: ["BindingType", "Identity"],
    },
    FetchBinding: {
      id: "FetchBinding",
      method: "GET",
      server: "https://chat.twilio.com",
      path: "/v2/Services/{ServiceSid}/Bindings/{Sid}",
      pathParameters: { ServiceSid: { sid: "Service" }, Sid: { sid: "Binding" } },
      query: {},
      status: 200,
      pii: ["endpoint", "identity", "links"],
    },
    DeleteBinding: {
      id: "DeleteBinding",
      method: "DELETE",
      server: "https://chat.twilio.com",
      path: "/v2/Services/{ServiceSid}/Bindings/{Sid}",
      pathParameters: { ServiceSid: { sid: "Service" }, Sid: { sid: "Binding" } },
      query: {},
      status: 204,
      pii: [],
    },
    ListUserBinding: {
      id: "ListUserBinding",
      method: "GET",
      server: "https://chat.twilio.com",
      path: "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings",
      pathParameters: { ServiceSid: { sid: "Service" }, UserSid: { pii: true } },
      query: {
        BindingType: { type: "array", enum: ["gcm", "apn", "fcm"] },
        PageSize: { type: "integer", minimum: 1, maximum: 50 },
        Page: { type: "integer", minimum: 0 },
        PageToken: { type: "string" },
      },
      status: 200,
      pii: ["endpoint", "identity"],
      itemKey: "bindings",
      paging: { size: "PageSize", index: "Page", token: "PageToken" },
      filters: ["BindingType"],
    },
    FetchUserBinding: {
      id: "FetchUserBinding",
      method: "GET",
      server: "https://chat.twilio.com",
      path: "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings/{Sid}",
      pathParameters: { ServiceSid: { sid: "Service" }, UserSid: { pii: true }, Sid: { sid: "Binding" } },
      query: {},
      status: 200,
      pii: ["endpoint", "identity"],
    },
    DeleteUserBinding: {
      id: "DeleteUserBinding",
      method: "DELETE",
      server: "https://chat.twilio.com",
      path: "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings/{Sid}",
      pathParameters: { ServiceSid: { sid: "Service" }, UserSid: { pii: true }, Sid: { sid: "Binding" } },
      query: {},
      status: 204,
      pii: [],
    },
  },
  conversations_v1: {
    ListServiceBinding: {
      id: "ListServiceBinding",
      method: "GET",
      server: "https://conversations.twilio.com",
      path: "/v1/Services/{ChatServiceSid}/Bindings",
      pathParameters: { ChatServiceSid: { sid: "Service" } },
      query: {
        BindingType: { type: "array", enum: ["apn", "gcm", "fcm", "twilsock"] },
        Identity: { type: "array", pii: true },
        PageSize: { type: "integer", minimum: 1, maximum: 100 },
        Page: { type: "integer", minimum: 0 },
        PageToken: { type: "string" },
      },
      status: 200,
      pii: ["endpoint", "identity"],
      itemKey: "bindings",
      paging: { size: "PageSize", index: "Page", token: "PageToken" },
      filters: ["BindingType", "Identity"],
    },
    FetchServiceBinding: {
      id: "FetchServiceBinding",
      method: "GET",
      server: "https://conversations.twilio.com",
      path: "/v1/Services/{ChatServiceSid}/Bindings/{Sid}",
      pathParameters: { ChatServiceSid: { sid: "Service" }, Sid: { sid: "Binding" } },
      query: {},
      status: 200,
      pii: ["endpoint", "identity"],
    },
    DeleteServiceBinding: {
      id: "DeleteServiceBinding",
      method: "DELETE",
      server: "https://conversations.twilio.com",
      path: "/v1/Services/{ChatServiceSid}/Bindings/{Sid}",
      pathParameters: { ChatServiceSid: { sid: "Service" }, Sid: { sid: "Binding" } },
      query: {},
      status: 204,
      pii: [],
    },
  },
  ip_messaging_v2: {
    ListBinding: {
      id: "ListBinding",
      method: "GET",
      server: "https://ip-messaging.twilio.com",
      path: "/v2/Services/{ServiceSid}/Bindings",
      pathParameters: { ServiceSid: { sid: "Service" } },
      query: {
        BindingType: { type: "array", enum: ["gcm", "apn", "fcm"] },
        Identity: { type: "array", pii: true },
        PageSize: { type: "integer", minimum: 1, maximum: 50 },
        Page: { type: "integer", minimum: 0 },
        PageToken: { type: "string" },
      },
      status: 200,
      pii: ["endpoint", "identity", "links"],
      itemKey: "bindings",
      paging: { size: "PageSize", index: "Page", token: "PageToken" },
      filters: ["BindingType", "Identity"],
    },
    FetchBinding: {
      id: "FetchBinding",
      method: "GET",
      server: "https://ip-messaging.twilio.com",
      path: "/v2/Services/{ServiceSid}/Bindings/{Sid}",
      pathParameters: { ServiceSid: { sid: "Service" }, Sid: { sid: "Binding" } },
      query: {},
      status: 200,
      pii: ["endpoint", "identity", "links"],
    },
    DeleteBinding: {
      id: "DeleteBinding",
      method: "DELETE",
      server: "https://ip-messaging.twilio.com",
      path: "/v2/Services/{ServiceSid}/Bindings/{Sid}",
      pathParameters: { ServiceSid: { sid: "Service" }, Sid: { sid: "Binding" } },
      query: {},
      status: 204,
      pii: [],
    },
    ListUserBinding: {
      id: "ListUserBinding",
      method: "GET",
      server: "https://ip-messaging.twilio.com",
      path: "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings",
      pathParameters: { ServiceSid: { sid: "Service" }, UserSid: { pii: true } },
      query: {
        BindingType: { type: "array", enum: ["gcm", "apn", "fcm"] },
        PageSize: { type: "integer", minimum: 1, maximum: 50 },
        Page: { type: "integer", minimum: 0 },
        PageToken: { type: "string" },
      },
      status: 200,
      pii: ["endpoint", "identity"],
      itemKey: "bindings",
      paging: { size: "PageSize", index: "Page", token: "PageToken" },
      filters: ["BindingType"],
    },
    FetchUserBinding: {
      id: "FetchUserBinding",
      method: "GET",
      server: "https://ip-messaging.twilio.com",
      path: "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings/{Sid}",
      pathParameters: { ServiceSid: { sid: "Service" }, UserSid: { pii: true }, Sid: { sid: "Binding" } },
      query: {},
      status: 200,
      pii: ["endpoint", "identity"],
    },
    DeleteUserBinding: {
      id: "DeleteUserBinding",
      method: "DELETE",
      server: "https://ip-messaging.twilio.com",
      path: "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings/{Sid}",
      pathParameters: { ServiceSid: { sid: "Service" }, UserSid: { pii: true }, Sid: { sid: "Binding" } },
      query: {},
      status: 204,
      pii: [],
    },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Operation>>>>;
