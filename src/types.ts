import type { components as Chat, operations as ChatOperations } from "../generated/chat_v2.ts";
import type {
  components as Conversations,
  operations as ConversationsOperations,
} from "../generated/conversations_v1.ts";
import type { operations } from "../generated/operations.ts";

/** SID of an account, `AC` and 32 hexadecimal digits. */
export type AccountSid = Conversations["schemas"]["AccountSid"];
/** SID of a binding, `BS` and 32 hexadecimal digits. */
export type BindingSid = Conversations["schemas"]["BindingSid"];
/** SID of a push credential, `CR` and 32 hexadecimal digits. */
export type CredentialSid = Conversations["schemas"]["CredentialSid"];
/** SID of a service, `IS` and 32 hexadecimal digits. */
export type ServiceSid = Conversations["schemas"]["ServiceSid"];
/** SID of a user, `US` and 32 hexadecimal digits. */
export type UserSid = Chat["schemas"]["UserSid"];

/**
 * A SID argument: literals and typed SIDs must be of the kind; a plain `string` compiles and is checked when it
 * is called with.
 */
export type SidArgument<Given extends string, Sid extends string> = string extends Given
  ? Given
  : Given extends Sid
    ? Given
    : Sid;

/** Push technology of a Conversations binding. */
export type BindingType = Conversations["schemas"]["BindingType"];
/** Push technology of a Programmable Chat binding. */
export type ChatBindingType = Chat["schemas"]["BindingType"];

/**
 * Binding of a Conversations service.
 * @see https://www.twilio.com/docs/conversations/api/service-binding-resource
 */
export type ServiceBinding = Conversations["schemas"]["ServiceBinding"];
/**
 * Binding of a Programmable Chat or IP Messaging service.
 * @see https://www.twilio.com/docs/chat/rest/binding-resource
 */
export type ChatBinding = Chat["schemas"]["Binding"];
/**
 * Binding of one user of a Programmable Chat or IP Messaging service.
 * @see https://www.twilio.com/docs/chat/rest/user-binding-resource
 */
export type ChatUserBinding = Chat["schemas"]["UserBinding"];

/** The `meta` block of a page, as Twilio sends it. */
export type PageMeta = Conversations["schemas"]["Meta"];

/** What every binding has. */
export interface AnyBinding {
  readonly sid: BindingSid;
}

/** The filters of a list: those of its query parameters that select, each with one value or several. */
type Filters<List extends { filters: readonly string[] }, Query> = {
  [Name in keyof Query as Name extends List["filters"][number] ? Uncapitalize<Name> : never]?: OneOrMore<
    NonNullable<Query[Name]>
  >;
};
type OneOrMore<List> = List extends readonly (infer Item)[] ? Item | readonly Item[] : List;

type QueryOf<Operation extends { parameters: { query?: unknown } }> = NonNullable<
  Operation["parameters"]["query"]
>;

/** Filters of Conversations bindings. Values of one filter are alternatives; two filters must both match. */
export interface ServiceBindingFilters extends Filters<
  typeof operations.conversations_v1.ListServiceBinding,
  QueryOf<ConversationsOperations["ListServiceBinding"]>
> {}
/** Filters of Programmable Chat bindings. Values of one filter are alternatives; two filters must both match. */
export interface ChatBindingFilters extends Filters<
  typeof operations.chat_v2.ListBinding,
  QueryOf<ChatOperations["ListBinding"]>
> {}
/** Filters of the bindings of one user. Values of one filter are alternatives. */
export interface ChatUserBindingFilters extends Filters<
  typeof operations.chat_v2.ListUserBinding,
  QueryOf<ChatOperations["ListUserBinding"]>
> {}
