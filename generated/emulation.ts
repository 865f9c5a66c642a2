// Made by scripts/generate.ts from openapi/. Do not edit: change the YAML and run `npm run generate`.

import type { SidKind } from "./operations.ts";

/** An error body as the API writes it. */
export interface ErrorExample {
  readonly code: number;
  readonly message: string;
  readonly more_info: string;
  readonly status: number;
}

/** A property of a resource: what its schema says of it. */
export interface Property {
  readonly type: "sid" | "date-time" | "uri" | "uris" | "strings" | "string" | "other";
  /** The kind of a SID. */
  readonly sid?: SidKind;
  /** Whether it may be null. */
  readonly nullable?: true;
  readonly enum?: readonly string[];
  /** The path of a URI, or of each one by its name, with the properties that stand in it in braces. */
  readonly path?: string;
  readonly paths?: Readonly<Record<string, string>>;
}

/** A resource: its properties in order, and the example. */
export interface Resource {
  readonly properties: Readonly<Record<string, Property>>;
  readonly example: Readonly<Record<string, unknown>>;
}

/** A path: the resource behind it, by the path that fetches one, and the property that each filter selects by. */
export interface Route {
  readonly resource?: string;
  readonly filters: Readonly<Record<string, string>>;
}

/** The resource behind each path that fetches one, by document. */
export const resources = {
  chat_v2: {
    "/v2/Services/{ServiceSid}/Bindings/{Sid}": {
      properties: {
        sid: { type: "sid", sid: "Binding" },
        account_sid: { type: "sid", sid: "Account" },
        service_sid: { type: "sid", sid: "Service" },
        date_created: { type: "date-time" },
        date_updated: { type: "date-time" },
        endpoint: { type: "string", nullable: true },
        identity: { type: "string" },
        credential_sid: { type: "sid", sid: "Credential", nullable: true },
        binding_type: { type: "string", enum: ["gcm", "apn", "fcm"] },
        message_types: { type: "strings", nullable: true },
        url: { type: "uri", path: "/v2/Services/{service_sid}/Bindings/{sid}" },
        links: { type: "uris", paths: { user: "/v2/Services/{service_sid}/Users/{identity}" } },
      },
      example: {
        sid: "BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        account_sid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        service_sid: "ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        date_created: "2016-10-21T11:37:03Z",
        date_updated: "2016-10-21T11:37:03Z",
        endpoint: "TestUser-endpoint",
        identity: "TestUser",
        binding_type: "gcm",
        credential_sid: "CRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        message_types: ["removed_from_channel", "new_message", "added_to_channel", "invited_to_channel"],
        url: "https://chat.twilio.com/v2/Services/ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Bindings/BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        links: {
          user: "https://chat.twilio.com/v2/Services/ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Users/TestUser",
        },
      },
    },
    "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings/{Sid}": {
      properties: {
        sid: { type: "sid", sid: "Binding" },
        account_sid: { type: "sid", sid: "Account" },
        service_sid: { type: "sid", sid: "Service" },
        date_created: { type: "date-time" },
        date_updated: { type: "date-time" },
        endpoint: { type: "string", nullable: true },
        identity: { type: "string" },
        user_sid: { type: "sid", sid: "User" },
        credential_sid: { type: "sid", sid: "Credential", nullable: true },
        binding_type: { type: "string", enum: ["gcm", "apn", "fcm"] },
        message_types: { type: "strings", nullable: true },
        url: { type: "uri", path: "/v2/Services/{service_sid}/Users/{user_sid}/Bindings/{sid}" },
      },
      example: {
        sid: "BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        account_sid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        service_sid: "ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        date_created: "2016-10-21T11:37:03Z",
        date_updated: "2016-10-21T11:37:03Z",
        endpoint: "TestUser-endpoint",
        identity: "TestUser",
        user_sid: "USaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        binding_type: "gcm",
        credential_sid: "CRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        message_types: ["removed_from_channel", "new_message", "added_to_channel", "invited_to_channel"],
        url: "https://chat.twilio.com/v2/Services/ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Users/USaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Bindings/BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      },
    },
  },
  conversations_v1: {
    "/v1/Services/{ChatServiceSid}/Bindings/{Sid}": {
      properties: {
        sid: { type: "sid", sid: "Binding" },
        account_sid: { type: "sid", sid: "Account" },
        chat_service_sid: { type: "sid", sid: "Service" },
        credential_sid: { type: "sid", sid: "Credential", nullable: true },
        date_created: { type: "date-time" },
        date_updated: { type: "date-time" },
        endpoint: { type: "string", nullable: true },
        identity: { type: "string" },
        binding_type: { type: "string", enum: ["apn", "gcm", "fcm", "twilsock"] },
        message_types: { type: "strings", nullable: true },
        url: { type: "uri", path: "/v1/Services/{chat_service_sid}/Bindings/{sid}" },
      },
      example: {
        sid: "BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        account_sid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        chat_service_sid: "ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        date_created: "2016-10-21T11:37:03Z",
        date_updated: "2016-10-21T11:37:03Z",
        endpoint: "TestUser-endpoint",
        identity: "TestUser",
        binding_type: "gcm",
        credential_sid: "CRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        message_types: ["removed_from_conversation", "new_message", "added_to_conversation"],
        url: "https://conversations.twilio.com/v1/Services/ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Bindings/BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      },
    },
  },
  ip_messaging_v2: {
    "/v2/Services/{ServiceSid}/Bindings/{Sid}": {
      properties: {
        sid: { type: "sid", sid: "Binding" },
        account_sid: { type: "sid", sid: "Account" },
        service_sid: { type: "sid", sid: "Service" },
        date_created: { type: "date-time" },
        date_updated: { type: "date-time" },
        endpoint: { type: "string", nullable: true },
        identity: { type: "string" },
        credential_sid: { type: "sid", sid: "Credential", nullable: true },
        binding_type: { type: "string", enum: ["gcm", "apn", "fcm"] },
        message_types: { type: "strings", nullable: true },
        url: { type: "uri", path: "/v2/Services/{service_sid}/Bindings/{sid}" },
        links: { type: "uris", paths: { user: "/v2/Services/{service_sid}/Users/{identity}" } },
      },
      example: {
        sid: "BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        account_sid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        service_sid: "ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        date_created: "2016-10-21T11:37:03Z",
        date_updated: "2016-10-21T11:37:03Z",
        endpoint: "TestUser-endpoint",
        identity: "TestUser",
        binding_type: "gcm",
        credential_sid: "CRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        message_types: ["removed_from_channel", "new_message", "added_to_channel", "invited_to_channel"],
        url: "https://chat.twilio.com/v2/Services/ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Bindings/BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        links: {
          user: "https://chat.twilio.com/v2/Services/ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Users/TestUser",
        },
      },
    },
    "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings/{Sid}": {
      properties: {
        sid: { type: "sid", sid: "Binding" },
        account_sid: { type: "sid", sid: "Account" },
        service_sid: { type: "sid", sid: "Service" },
        date_created: { type: "date-time" },
        date_updated: { type: "date-time" },
        endpoint: { type: "string", nullable: true },
        identity: { type: "string" },
        user_sid: { type: "sid", sid: "User" },
        credential_sid: { type: "sid", sid: "Credential", nullable: true },
        binding_type: { type: "string", enum: ["gcm", "apn", "fcm"] },
        message_types: { type: "strings", nullable: true },
        url: { type: "uri", path: "/v2/Services/{service_sid}/Users/{user_sid}/Bindings/{sid}" },
      },
      example: {
        sid: "BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        account_sid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        service_sid: "ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        date_created: "2016-10-21T11:37:03Z",
        date_updated: "2016-10-21T11:37:03Z",
        endpoint: "TestUser-endpoint",
        identity: "TestUser",
        user_sid: "USaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        binding_type: "gcm",
        credential_sid: "CRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        message_types: ["removed_from_channel", "new_message", "added_to_channel", "invited_to_channel"],
        url: "https://chat.twilio.com/v2/Services/ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Users/USaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Bindings/BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      },
    },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Resource>>>>;

/** All paths, by document. */
export const routes = {
  chat_v2: {
    "/v2/Services/{ServiceSid}/Bindings": {
      resource: "/v2/Services/{ServiceSid}/Bindings/{Sid}",
      filters: { BindingType: "binding_type", Identity: "identity" },
    },
    "/v2/Services/{ServiceSid}/Bindings/{Sid}": {
      resource: "/v2/Services/{ServiceSid}/Bindings/{Sid}",
      filters: {},
    },
    "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings": {
      resource: "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings/{Sid}",
      filters: { BindingType: "binding_type" },
    },
    "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings/{Sid}": {
      resource: "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings/{Sid}",
      filters: {},
    },
  },
  conversations_v1: {
    "/v1/Services/{ChatServiceSid}/Bindings": {
      resource: "/v1/Services/{ChatServiceSid}/Bindings/{Sid}",
      filters: { BindingType: "binding_type", Identity: "identity" },
    },
    "/v1/Services/{ChatServiceSid}/Bindings/{Sid}": {
      resource: "/v1/Services/{ChatServiceSid}/Bindings/{Sid}",
      filters: {},
    },
  },
  ip_messaging_v2: {
    "/v2/Services/{ServiceSid}/Bindings": {
      resource: "/v2/Services/{ServiceSid}/Bindings/{Sid}",
      filters: { BindingType: "binding_type", Identity: "identity" },
    },
    "/v2/Services/{ServiceSid}/Bindings/{Sid}": {
      resource: "/v2/Services/{ServiceSid}/Bindings/{Sid}",
      filters: {},
    },
    "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings": {
      resource: "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings/{Sid}",
      filters: { BindingType: "binding_type" },
    },
    "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings/{Sid}": {
      resource: "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings/{Sid}",
      filters: {},
    },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Route>>>>;

/** Error bodies by status (5XX as 500). */
export const errors = {
  "400": {
    code: 20001,
    message: "Invalid parameter",
    more_info: "https://www.twilio.com/docs/errors/20001",
    status: 400,
  },
  "401": {
    code: 20003,
    message: "Authenticate",
    more_info: "https://www.twilio.com/docs/errors/20003",
    status: 401,
  },
  "403": {
    code: 20403,
    message: "Forbidden",
    more_info: "https://www.twilio.com/docs/errors/20403",
    status: 403,
  },
  "404": {
    code: 20404,
    message: "The requested resource was not found",
    more_info: "https://www.twilio.com/docs/errors/20404",
    status: 404,
  },
  "429": {
    code: 20429,
    message: "Too Many Requests",
    more_info: "https://www.twilio.com/docs/errors/20429",
    status: 429,
  },
  "500": {
    code: 20500,
    message: "Internal Server Error",
    more_info: "https://www.twilio.com/docs/errors/20500",
    status: 500,
  },
} as const satisfies Readonly<Record<number, ErrorExample>>;

/** Headers that every success carries, CORS for browsers. */
export const successHeaders = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "POST, OPTIONS",
  "Access-Control-Allow-Headers": "Content-Type, Authorization",
} as const satisfies Readonly<Record<string, string>>;
