import { describe, expectTypeOf, it } from "vitest";
import type { components as Chat, operations as ChatOperations } from "../../generated/chat_v2.ts";
import type {
  components as Conversations,
  operations as ConversationsOperations,
} from "../../generated/conversations_v1.ts";
import type { components as IpMessaging } from "../../generated/ip_messaging_v2.ts";

// As the package names them: an interface keeps its name in the declarations that others emit.
interface ServiceBinding extends Readonly<Conversations["schemas"]["ServiceBinding"]> {}
interface ChatBinding extends Readonly<Chat["schemas"]["Binding"]> {}
interface ChatUserBinding extends Readonly<Chat["schemas"]["UserBinding"]> {}
interface PageMeta extends Readonly<Conversations["schemas"]["Meta"]> {}

type QueryOf<Operation extends { parameters: { query?: unknown } }> = NonNullable<
  Operation["parameters"]["query"]
>;

describe("resources", () => {
  it("can be extended by interfaces", () => {
    expectTypeOf<ServiceBinding["sid"]>().toEqualTypeOf<`BS${string}`>();
    expectTypeOf<ChatBinding["links"]>().toEqualTypeOf<{ user: string }>();
    expectTypeOf<ChatUserBinding["user_sid"]>().toEqualTypeOf<`US${string}`>();
    expectTypeOf<PageMeta["next_page_url"]>().toEqualTypeOf<string | null>();
  });

  it("have an open binding_type that still names the known values", () => {
    type Open<Known extends string> = Known | (string & {});
    expectTypeOf<ServiceBinding["binding_type"]>().toEqualTypeOf<Open<"apn" | "gcm" | "fcm" | "twilsock">>();
    expectTypeOf<ChatBinding["binding_type"]>().toEqualTypeOf<Open<"apn" | "gcm" | "fcm">>();
    expectTypeOf<ChatUserBinding["binding_type"]>().toEqualTypeOf<Open<"apn" | "gcm" | "fcm">>();
    expectTypeOf<string>().toExtend<ServiceBinding["binding_type"]>();
    // A plain string would be accepted, too, but would not be completed in an editor.
    expectTypeOf<ServiceBinding["binding_type"]>().not.toEqualTypeOf<string>();
  });

  it("are the same on IP Messaging's host", () => {
    expectTypeOf<IpMessaging["schemas"]>().toEqualTypeOf<Chat["schemas"]>();
  });
});

it("filters accept the known values alone", () => {
  type Conversation = QueryOf<ConversationsOperations["ListServiceBinding"]>["BindingType"];
  type ChatType = QueryOf<ChatOperations["ListBinding"]>["BindingType"];
  expectTypeOf<Conversation>().toEqualTypeOf<("apn" | "gcm" | "fcm" | "twilsock")[] | undefined>();
  expectTypeOf<ChatType>().toEqualTypeOf<("apn" | "gcm" | "fcm")[] | undefined>();
});
