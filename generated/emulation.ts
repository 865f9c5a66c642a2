// Made by scripts/generate.ts from openapi/. Do not edit: change the YAML and run `npm run generate`.

/** An error body as the API writes it. */
export interface ErrorExample {
  readonly code: number;
  readonly message: string;
  readonly more_info: string;
  readonly status: number;
}

/** The resource behind each path that fetches one, by document: its properties in order, and the example. */
export const resources = {
  chat_v2: {
    "/v2/Services/{ServiceSid}/Bindings/{Sid}": {
      properties: [
        "sid",
        "account_sid",
        "service_sid",
        "date_created",
        "date_updated",
        "endpoint",
        "identity",
        "credential_sid",
        "binding_type",
        "message_types",
        "url",
        "links",
      ],
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
      properties: [
        "sid",
        "account_sid",
        "service_sid",
        "date_created",
        "date_updated",
        "endpoint",
        "identity",
        "user_sid",
        "credential_sid",
        "binding_type",
        "message_types",
        "url",
      ],
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
      properties: [
        "sid",
        "account_sid",
        "chat_service_sid",
        "credential_sid",
        "date_created",
        "date_updated",
        "endpoint",
        "identity",
        "binding_type",
        "message_types",
        "url",
      ],
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
      properties: [
        "sid",
        "account_sid",
        "service_sid",
        "date_created",
        "date_updated",
        "endpoint",
        "identity",
        "credential_sid",
        "binding_type",
        "message_types",
        "url",
        "links",
      ],
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
      properties: [
        "sid",
        "account_sid",
        "service_sid",
        "date_created",
        "date_updated",
        "endpoint",
        "identity",
        "user_sid",
        "credential_sid",
        "binding_type",
        "message_types",
        "url",
      ],
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
} as const;

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
