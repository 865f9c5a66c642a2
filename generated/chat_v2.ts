// Made by scripts/generate.ts from openapi/. Do not edit: change the YAML and run `npm run generate`.

export interface paths {
  "/v2/Services/{ServiceSid}/Bindings": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description SID of the [service](https://www.twilio.com/docs/chat/rest/service-resource) that the binding belongs to. */
        ServiceSid: components["parameters"]["ServiceSid"];
      };
      cookie?: never;
    };
    /**
     * List the bindings of a service
     * @deprecated
     * @description Lists the bindings of a service, page by page. Values of one filter are alternatives; two filters must both match.
     */
    get: operations["ListBinding"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/Services/{ServiceSid}/Bindings/{Sid}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description SID of the [service](https://www.twilio.com/docs/chat/rest/service-resource) that the binding belongs to. */
        ServiceSid: components["parameters"]["ServiceSid"];
        /** @description SID of the binding. */
        Sid: components["parameters"]["Sid"];
      };
      cookie?: never;
    };
    /**
     * Fetch a binding of a service
     * @deprecated
     * @description Fetches one binding of a service.
     */
    get: operations["FetchBinding"];
    put?: never;
    post?: never;
    /**
     * Remove a binding of a service
     * @deprecated
     * @description Removes one binding of a service. The device gets no more notifications over it until its client SDK registers again.
     */
    delete: operations["DeleteBinding"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description SID of the [service](https://www.twilio.com/docs/chat/rest/service-resource) that the binding belongs to. */
        ServiceSid: components["parameters"]["ServiceSid"];
        /** @description The [user](https://www.twilio.com/docs/chat/rest/user-resource) that the binding belongs to: the SID or the identity. Identities have at most 256 characters and had better not contain any of the reserved characters `! * ' ( ) ; : @ & = + $ , / ? % # [ ]`. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
        UserSid: components["parameters"]["UserSid"];
      };
      cookie?: never;
    };
    /**
     * List the bindings of a user
     * @deprecated
     * @description Lists the bindings of a user, page by page. Values of one filter are alternatives.
     */
    get: operations["ListUserBinding"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v2/Services/{ServiceSid}/Users/{UserSid}/Bindings/{Sid}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description SID of the [service](https://www.twilio.com/docs/chat/rest/service-resource) that the binding belongs to. */
        ServiceSid: components["parameters"]["ServiceSid"];
        /** @description The [user](https://www.twilio.com/docs/chat/rest/user-resource) that the binding belongs to: the SID or the identity. Identities have at most 256 characters and had better not contain any of the reserved characters `! * ' ( ) ; : @ & = + $ , / ? % # [ ]`. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
        UserSid: components["parameters"]["UserSid"];
        /** @description SID of the binding. */
        Sid: components["parameters"]["Sid"];
      };
      cookie?: never;
    };
    /**
     * Fetch a binding of a user
     * @deprecated
     * @description Fetches one binding of a user.
     */
    get: operations["FetchUserBinding"];
    put?: never;
    post?: never;
    /**
     * Remove a binding of a user
     * @deprecated
     * @description Removes one binding of a user. The device gets no more notifications over it until its client SDK registers again.
     */
    delete: operations["DeleteUserBinding"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * @description SID of a service instance ([Conversations](https://www.twilio.com/docs/conversations/api/service-resource), [Programmable Chat](https://www.twilio.com/docs/chat/rest/service-resource)).
     * @example ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
     */
    ServiceSid: `IS${string}`;
    /**
     * @description The push technology: Apple's (`apn`), Google's older or newer one (`gcm`, `fcm`). See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration).
     * @enum {string}
     */
    BindingType: "gcm" | "apn" | "fcm";
    /** @description Where this page stands in the list. */
    Meta: {
      /** @description Name of the property that holds the items. */
      key: string;
      /**
       * Format: uri
       * @description URL of this page.
       */
      url: string;
      /** @description Index of this page. */
      page: number;
      /** @description How many items a page holds. */
      page_size: number;
      /**
       * Format: uri
       * @description URL of the first page.
       */
      first_page_url: string;
      /**
       * Format: uri
       * @description URL of the page before this one; null on the first.
       */
      previous_page_url: string | null;
      /**
       * Format: uri
       * @description URL of the page after this one; null on the last.
       */
      next_page_url: string | null;
    };
    /**
     * @description SID of a binding.
     * @example BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
     */
    BindingSid: `BS${string}`;
    /**
     * @description SID of an [account](https://www.twilio.com/docs/iam/api/account).
     * @example ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
     */
    AccountSid: `AC${string}`;
    /**
     * @description SID of a push credential, the keys by which notifications reach a push service ([Conversations](https://www.twilio.com/docs/conversations/api/credential-resource), [Programmable Chat](https://www.twilio.com/docs/chat/rest/credential-resource)).
     * @example CRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
     */
    CredentialSid: `CR${string}`;
    /** @description Push-notification subscription of a chat user. */
    Binding: {
      /** @description Identifies the binding. */
      sid: components["schemas"]["BindingSid"];
      /** @description The [account](https://www.twilio.com/docs/iam/api/account) that created the binding. */
      account_sid: components["schemas"]["AccountSid"];
      /** @description The [service](https://www.twilio.com/docs/chat/rest/service-resource) that the binding belongs to. */
      service_sid: components["schemas"]["ServiceSid"];
      /**
       * Format: date-time
       * @description When the binding was created, in GMT as [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601).
       */
      date_created: string;
      /**
       * Format: date-time
       * @description When the binding was last updated, in GMT as [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601).
       */
      date_updated: string;
      /** @description Identifies the device towards the push service. Its form depends on `binding_type`. */
      endpoint: string | null;
      /** @description The [user](https://www.twilio.com/docs/chat/rest/user-resource), by the name the application gave within the [service](https://www.twilio.com/docs/chat/rest/service-resource). See [access tokens](https://www.twilio.com/docs/chat/create-tokens). */
      identity: string;
      /** @description The [credential](https://www.twilio.com/docs/chat/rest/credential-resource) that notifications are sent with. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
      credential_sid: components["schemas"]["CredentialSid"] | null;
      /** @description The push technology that notifications go over. */
      binding_type: components["schemas"]["BindingType"];
      /** @description The [Programmable Chat message types](https://www.twilio.com/docs/chat/push-notification-configuration#push-types) subscribed to. */
      message_types: string[] | null;
      /**
       * Format: uri
       * @description Absolute URL of the binding.
       */
      url: string;
      /**
       * Format: uri-map
       * @description Absolute URLs of resources that go with the binding.
       */
      links: {
        /**
         * Format: uri
         * @description The binding's [user](https://www.twilio.com/docs/chat/rest/user-resource).
         */
        user: string;
      };
    };
    /** @description Twilio's older error body. */
    RestException: {
      /** @description Twilio's [error code](https://www.twilio.com/docs/api/errors). */
      code: number | null;
      /** @description What went wrong, for people. */
      message: string;
      /**
       * Format: uri
       * @description Page about the code.
       */
      more_info: string | null;
      /** @description HTTP status of the response. */
      status: number;
      /** @description What else the endpoint has to say. */
      details?: {
        [key: string]: unknown;
      } | null;
    };
    /** @description Error body after RFC 9457. */
    ProblemDetails: {
      /**
       * Format: uri-reference
       * @description Page about the kind of problem.
       */
      type?: string;
      /** @description The kind of problem, for people. */
      title: string;
      /** @description HTTP status of the response. */
      status: number;
      /** @description Twilio's [error code](https://www.twilio.com/docs/api/errors). */
      code?: number;
      /** @description This occurrence of the problem, for people. */
      detail?: string;
      /**
       * Format: uri-reference
       * @description Identifies this occurrence.
       */
      instance?: string;
      /** @description Single faults, where there are several. */
      errors?: ({
        /** @description The fault, for people. */
        detail?: string;
        /** @description JSON pointer to the faulty value. */
        pointer?: string;
      } & {
        [key: string]: unknown;
      })[];
    };
    /** @description Either of Twilio's two error bodies. */
    Error: components["schemas"]["RestException"] | components["schemas"]["ProblemDetails"];
    /**
     * @description SID of a [user](https://www.twilio.com/docs/chat/rest/user-resource).
     * @example USaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
     */
    UserSid: `US${string}`;
    /** @description Push-notification subscription of a chat user, read through the user. */
    UserBinding: {
      /** @description Identifies the binding. */
      sid: components["schemas"]["BindingSid"];
      /** @description The [account](https://www.twilio.com/docs/iam/api/account) that created the binding. */
      account_sid: components["schemas"]["AccountSid"];
      /** @description The [service](https://www.twilio.com/docs/chat/rest/service-resource) that the binding belongs to. */
      service_sid: components["schemas"]["ServiceSid"];
      /**
       * Format: date-time
       * @description When the binding was created, in GMT as [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601).
       */
      date_created: string;
      /**
       * Format: date-time
       * @description When the binding was last updated, in GMT as [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601).
       */
      date_updated: string;
      /** @description Identifies the device towards the push service. Its form depends on `binding_type`. */
      endpoint: string | null;
      /** @description The [user](https://www.twilio.com/docs/chat/rest/user-resource), by the name the application gave within the [service](https://www.twilio.com/docs/chat/rest/service-resource). See [access tokens](https://www.twilio.com/docs/chat/create-tokens). */
      identity: string;
      /** @description The [user](https://www.twilio.com/docs/chat/rest/user-resource) that the binding belongs to. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
      user_sid: components["schemas"]["UserSid"];
      /** @description The [credential](https://www.twilio.com/docs/chat/rest/credential-resource) that notifications are sent with. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
      credential_sid: components["schemas"]["CredentialSid"] | null;
      /** @description The push technology that notifications go over. */
      binding_type: components["schemas"]["BindingType"];
      /** @description The [Programmable Chat message types](https://www.twilio.com/docs/chat/push-notification-configuration#push-types) subscribed to. */
      message_types: string[] | null;
      /**
       * Format: uri
       * @description Absolute URL of the binding.
       */
      url: string;
    };
  };
  responses: {
    /** @description A parameter is malformed or out of range. */
    BadRequest: {
      headers: {
        "Twilio-Request-Id": components["headers"]["TwilioRequestId"];
        "Twilio-Concurrent-Requests": components["headers"]["TwilioConcurrentRequests"];
        "Twilio-Request-Duration": components["headers"]["TwilioRequestDuration"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The credentials are missing or wrong. */
    Unauthorized: {
      headers: {
        "Twilio-Request-Id": components["headers"]["TwilioRequestId"];
        "Twilio-Concurrent-Requests": components["headers"]["TwilioConcurrentRequests"];
        "Twilio-Request-Duration": components["headers"]["TwilioRequestDuration"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The credentials are valid and may not do this. */
    Forbidden: {
      headers: {
        "Twilio-Request-Id": components["headers"]["TwilioRequestId"];
        "Twilio-Concurrent-Requests": components["headers"]["TwilioConcurrentRequests"];
        "Twilio-Request-Duration": components["headers"]["TwilioRequestDuration"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description There is no such resource (any more). */
    NotFound: {
      headers: {
        "Twilio-Request-Id": components["headers"]["TwilioRequestId"];
        "Twilio-Concurrent-Requests": components["headers"]["TwilioConcurrentRequests"];
        "Twilio-Request-Duration": components["headers"]["TwilioRequestDuration"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description Too many requests of the account are in flight. This one was not processed; it is safe to send it again after a pause that grows with each refusal. */
    TooManyRequests: {
      headers: {
        "Twilio-Request-Id": components["headers"]["TwilioRequestId"];
        "Twilio-Concurrent-Requests": components["headers"]["TwilioConcurrentRequests"];
        "Twilio-Request-Duration": components["headers"]["TwilioRequestDuration"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description Twilio failed to answer. Whether the request was processed is not known. */
    ServerError: {
      headers: {
        "Twilio-Request-Id": components["headers"]["TwilioRequestId"];
        "Twilio-Concurrent-Requests": components["headers"]["TwilioConcurrentRequests"];
        "Twilio-Request-Duration": components["headers"]["TwilioRequestDuration"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
  };
  parameters: {
    /** @description SID of the [service](https://www.twilio.com/docs/chat/rest/service-resource) that the binding belongs to. */
    ServiceSid: components["schemas"]["ServiceSid"];
    /** @description Only bindings of these push technologies. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
    BindingType: components["schemas"]["BindingType"][];
    /** @description Only bindings of these [users](https://www.twilio.com/docs/chat/rest/user-resource), named by identity. Identities had better not contain any of the reserved characters `! * ' ( ) ; : @ & = + $ , / ? % # [ ]`. See [access tokens](https://www.twilio.com/docs/chat/create-tokens). */
    Identity: string[];
    /** @description How many bindings to return in a page. Twilio's default and maximum is 50. */
    PageSize: number;
    /** @description Index of the page. It is client state only; `PageToken` says where the page starts. */
    Page: number;
    /** @description Where the page starts. The API hands it out inside the page URLs of `meta`. */
    PageToken: string;
    /** @description SID of the binding. */
    Sid: components["schemas"]["BindingSid"];
    /** @description The [user](https://www.twilio.com/docs/chat/rest/user-resource) that the binding belongs to: the SID or the identity. Identities have at most 256 characters and had better not contain any of the reserved characters `! * ' ( ) ; : @ & = + $ , / ? % # [ ]`. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
    UserSid: string;
  };
  requestBodies: never;
  headers: {
    /**
     * @description Origins that may read the resource.
     * @example *
     */
    AccessControlAllowOrigin: string;
    /**
     * @description HTTP methods that may be used on the resource.
     * @example POST, OPTIONS
     */
    AccessControlAllowMethods: string;
    /**
     * @description Request headers that may be sent.
     * @example Content-Type, Authorization
     */
    AccessControlAllowHeaders: string;
    /** @description Whether a browser should send credentials along. */
    AccessControlAllowCredentials: boolean;
    /** @description Response headers that a page may read. */
    AccessControlExposeHeaders: string;
    /**
     * @description Identifies the request; quote it to Twilio's support.
     * @example RQaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
     */
    TwilioRequestId: string;
    /**
     * @description How many requests of the account were in flight while this one was answered.
     * @example 1
     */
    TwilioConcurrentRequests: number;
    /**
     * @description How long Twilio worked on the request, in seconds.
     * @example 0.033
     */
    TwilioRequestDuration: number;
    /**
     * @description How long to wait before asking again, in seconds or as an HTTP date. It may come with a 429 and need not.
     * @example 1
     */
    RetryAfter: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  ListBinding: {
    parameters: {
      query?: {
        /** @description Only bindings of these push technologies. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
        BindingType?: components["parameters"]["BindingType"];
        /** @description Only bindings of these [users](https://www.twilio.com/docs/chat/rest/user-resource), named by identity. Identities had better not contain any of the reserved characters `! * ' ( ) ; : @ & = + $ , / ? % # [ ]`. See [access tokens](https://www.twilio.com/docs/chat/create-tokens). */
        Identity?: components["parameters"]["Identity"];
        /** @description How many bindings to return in a page. Twilio's default and maximum is 50. */
        PageSize?: components["parameters"]["PageSize"];
        /** @description Index of the page. It is client state only; `PageToken` says where the page starts. */
        Page?: components["parameters"]["Page"];
        /** @description Where the page starts. The API hands it out inside the page URLs of `meta`. */
        PageToken?: components["parameters"]["PageToken"];
      };
      header?: never;
      path: {
        /** @description SID of the [service](https://www.twilio.com/docs/chat/rest/service-resource) that the binding belongs to. */
        ServiceSid: components["parameters"]["ServiceSid"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of bindings. */
      200: {
        headers: {
          "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
          "Access-Control-Allow-Methods": components["headers"]["AccessControlAllowMethods"];
          "Access-Control-Allow-Headers": components["headers"]["AccessControlAllowHeaders"];
          "Access-Control-Allow-Credentials": components["headers"]["AccessControlAllowCredentials"];
          "Access-Control-Expose-Headers": components["headers"]["AccessControlExposeHeaders"];
          "Twilio-Request-Id": components["headers"]["TwilioRequestId"];
          "Twilio-Concurrent-Requests": components["headers"]["TwilioConcurrentRequests"];
          "Twilio-Request-Duration": components["headers"]["TwilioRequestDuration"];
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            meta: components["schemas"]["Meta"];
            /** @description The bindings of this page. */
            bindings: components["schemas"]["Binding"][];
          };
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      "5XX": components["responses"]["ServerError"];
    };
  };
  FetchBinding: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description SID of the [service](https://www.twilio.com/docs/chat/rest/service-resource) that the binding belongs to. */
        ServiceSid: components["parameters"]["ServiceSid"];
        /** @description SID of the binding. */
        Sid: components["parameters"]["Sid"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The binding. */
      200: {
        headers: {
          "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
          "Access-Control-Allow-Methods": components["headers"]["AccessControlAllowMethods"];
          "Access-Control-Allow-Headers": components["headers"]["AccessControlAllowHeaders"];
          "Access-Control-Allow-Credentials": components["headers"]["AccessControlAllowCredentials"];
          "Access-Control-Expose-Headers": components["headers"]["AccessControlExposeHeaders"];
          "Twilio-Request-Id": components["headers"]["TwilioRequestId"];
          "Twilio-Concurrent-Requests": components["headers"]["TwilioConcurrentRequests"];
          "Twilio-Request-Duration": components["headers"]["TwilioRequestDuration"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Binding"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      "5XX": components["responses"]["ServerError"];
    };
  };
  DeleteBinding: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description SID of the [service](https://www.twilio.com/docs/chat/rest/service-resource) that the binding belongs to. */
        ServiceSid: components["parameters"]["ServiceSid"];
        /** @description SID of the binding. */
        Sid: components["parameters"]["Sid"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The binding is gone. The body is empty. */
      204: {
        headers: {
          "Twilio-Request-Id": components["headers"]["TwilioRequestId"];
          "Twilio-Concurrent-Requests": components["headers"]["TwilioConcurrentRequests"];
          "Twilio-Request-Duration": components["headers"]["TwilioRequestDuration"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      "5XX": components["responses"]["ServerError"];
    };
  };
  ListUserBinding: {
    parameters: {
      query?: {
        /** @description Only bindings of these push technologies. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
        BindingType?: components["parameters"]["BindingType"];
        /** @description How many bindings to return in a page. Twilio's default and maximum is 50. */
        PageSize?: components["parameters"]["PageSize"];
        /** @description Index of the page. It is client state only; `PageToken` says where the page starts. */
        Page?: components["parameters"]["Page"];
        /** @description Where the page starts. The API hands it out inside the page URLs of `meta`. */
        PageToken?: components["parameters"]["PageToken"];
      };
      header?: never;
      path: {
        /** @description SID of the [service](https://www.twilio.com/docs/chat/rest/service-resource) that the binding belongs to. */
        ServiceSid: components["parameters"]["ServiceSid"];
        /** @description The [user](https://www.twilio.com/docs/chat/rest/user-resource) that the binding belongs to: the SID or the identity. Identities have at most 256 characters and had better not contain any of the reserved characters `! * ' ( ) ; : @ & = + $ , / ? % # [ ]`. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
        UserSid: components["parameters"]["UserSid"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of bindings. */
      200: {
        headers: {
          "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
          "Access-Control-Allow-Methods": components["headers"]["AccessControlAllowMethods"];
          "Access-Control-Allow-Headers": components["headers"]["AccessControlAllowHeaders"];
          "Access-Control-Allow-Credentials": components["headers"]["AccessControlAllowCredentials"];
          "Access-Control-Expose-Headers": components["headers"]["AccessControlExposeHeaders"];
          "Twilio-Request-Id": components["headers"]["TwilioRequestId"];
          "Twilio-Concurrent-Requests": components["headers"]["TwilioConcurrentRequests"];
          "Twilio-Request-Duration": components["headers"]["TwilioRequestDuration"];
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            meta: components["schemas"]["Meta"];
            /** @description The bindings of this page. */
            bindings: components["schemas"]["UserBinding"][];
          };
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      "5XX": components["responses"]["ServerError"];
    };
  };
  FetchUserBinding: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description SID of the [service](https://www.twilio.com/docs/chat/rest/service-resource) that the binding belongs to. */
        ServiceSid: components["parameters"]["ServiceSid"];
        /** @description The [user](https://www.twilio.com/docs/chat/rest/user-resource) that the binding belongs to: the SID or the identity. Identities have at most 256 characters and had better not contain any of the reserved characters `! * ' ( ) ; : @ & = + $ , / ? % # [ ]`. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
        UserSid: components["parameters"]["UserSid"];
        /** @description SID of the binding. */
        Sid: components["parameters"]["Sid"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The binding. */
      200: {
        headers: {
          "Access-Control-Allow-Origin": components["headers"]["AccessControlAllowOrigin"];
          "Access-Control-Allow-Methods": components["headers"]["AccessControlAllowMethods"];
          "Access-Control-Allow-Headers": components["headers"]["AccessControlAllowHeaders"];
          "Access-Control-Allow-Credentials": components["headers"]["AccessControlAllowCredentials"];
          "Access-Control-Expose-Headers": components["headers"]["AccessControlExposeHeaders"];
          "Twilio-Request-Id": components["headers"]["TwilioRequestId"];
          "Twilio-Concurrent-Requests": components["headers"]["TwilioConcurrentRequests"];
          "Twilio-Request-Duration": components["headers"]["TwilioRequestDuration"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserBinding"];
        };
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      "5XX": components["responses"]["ServerError"];
    };
  };
  DeleteUserBinding: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description SID of the [service](https://www.twilio.com/docs/chat/rest/service-resource) that the binding belongs to. */
        ServiceSid: components["parameters"]["ServiceSid"];
        /** @description The [user](https://www.twilio.com/docs/chat/rest/user-resource) that the binding belongs to: the SID or the identity. Identities have at most 256 characters and had better not contain any of the reserved characters `! * ' ( ) ; : @ & = + $ , / ? % # [ ]`. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
        UserSid: components["parameters"]["UserSid"];
        /** @description SID of the binding. */
        Sid: components["parameters"]["Sid"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The binding is gone. The body is empty. */
      204: {
        headers: {
          "Twilio-Request-Id": components["headers"]["TwilioRequestId"];
          "Twilio-Concurrent-Requests": components["headers"]["TwilioConcurrentRequests"];
          "Twilio-Request-Duration": components["headers"]["TwilioRequestDuration"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["BadRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      "5XX": components["responses"]["ServerError"];
    };
  };
}
