// Made by scripts/generate.ts from openapi/. Do not edit: change the YAML and run `npm run generate`.

/** One value, or several of which any may match. */
export type OneOrMore<Value extends string> = Value | readonly Value[];

/** The filters of each list, by document and operationId. */
export interface ListFilters {
  chat_v2: {
    ListBinding: {
      /** Only bindings of these push technologies. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
      readonly bindingType?: OneOrMore<"gcm" | "apn" | "fcm">;
      /** Only bindings of these [users](https://www.twilio.com/docs/chat/rest/user-resource), named by identity. Identities had better not contain any of the reserved characters `! * ' ( ) ; : @ & = + $ , / ? % # [ ]`. See [access tokens](https://www.twilio.com/docs/chat/create-tokens). */
      readonly identity?: OneOrMore<string>;
    };
    ListUserBinding: {
      /** Only bindings of these push technologies. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
      readonly bindingType?: OneOrMore<"gcm" | "apn" | "fcm">;
    };
  };
  conversations_v1: {
    ListServiceBinding: {
      /** Only bindings of these push technologies. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
      readonly bindingType?: OneOrMore<"apn" | "gcm" | "fcm" | "twilsock">;
      /** Only bindings of these [Conversations users](https://www.twilio.com/docs/conversations/api/user-resource), named by identity. See [access tokens](https://www.twilio.com/docs/conversations/create-tokens). */
      readonly identity?: OneOrMore<string>;
    };
  };
  ip_messaging_v2: {
    ListBinding: {
      /** Only bindings of these push technologies. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
      readonly bindingType?: OneOrMore<"gcm" | "apn" | "fcm">;
      /** Only bindings of these [users](https://www.twilio.com/docs/chat/rest/user-resource), named by identity. Identities had better not contain any of the reserved characters `! * ' ( ) ; : @ & = + $ , / ? % # [ ]`. See [access tokens](https://www.twilio.com/docs/chat/create-tokens). */
      readonly identity?: OneOrMore<string>;
    };
    ListUserBinding: {
      /** Only bindings of these push technologies. See [push notification configuration](https://www.twilio.com/docs/chat/push-notification-configuration). */
      readonly bindingType?: OneOrMore<"gcm" | "apn" | "fcm">;
    };
  };
}
