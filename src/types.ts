import type { components as Chat } from "../generated/chat_v2.ts";
import type { components as Conversations } from "../generated/conversations_v1.ts";
import type { ListFilters } from "../generated/filters.ts";

/** SID of an account: `AC` and 32 hexadecimal digits. */
export type AccountSid = Conversations["schemas"]["AccountSid"];
/** SID of a binding: `BS` and 32 hexadecimal digits. */
export type BindingSid = Conversations["schemas"]["BindingSid"];
/** SID of a push credential: `CR` and 32 hexadecimal digits. */
export type CredentialSid = Conversations["schemas"]["CredentialSid"];
/** SID of a service: `IS` and 32 hexadecimal digits. */
export type ServiceSid = Conversations["schemas"]["ServiceSid"];
/** SID of a user: `US` and 32 hexadecimal digits. */
export type UserSid = Chat["schemas"]["UserSid"];

/** Push technology of a Conversations binding. */
export type BindingType = Conversations["schemas"]["BindingType"];
/** Push technology of a Programmable Chat binding. */
export type ChatBindingType = Chat["schemas"]["BindingType"];

// Interfaces, because TypeScript keeps their names in messages and in the declarations of other packages.

/**
 * Binding of a Conversations service.
 * @see https://www.twilio.com/docs/conversations/api/service-binding-resource
 */
export interface ServiceBinding extends Resource<Conversations["schemas"]["ServiceBinding"]> {}
/**
 * Binding of a Programmable Chat or IP Messaging service.
 * @see https://www.twilio.com/docs/chat/rest/binding-resource
 */
export interface ChatBinding extends Resource<Chat["schemas"]["Binding"]> {}
/**
 * Binding of one user of a Programmable Chat or IP Messaging service.
 * @see https://www.twilio.com/docs/chat/rest/user-binding-resource
 */
export interface ChatUserBinding extends Resource<Chat["schemas"]["UserBinding"]> {}

type Resource<Schema> = Schema;

/** The `meta` object of a page, as Twilio sends it. */
export interface PageMeta extends Resource<Conversations["schemas"]["Meta"]> {}

/** The properties that every binding has. */
export interface AnyBinding {
  /** SID of the binding. */
  readonly sid: BindingSid;
}

/** Filters of Conversations bindings. A binding must match all given filters. */
export interface ServiceBindingFilters extends Resource<
  ListFilters["conversations_v1"]["ListServiceBinding"]
> {}
/** Filters of Programmable Chat bindings. A binding must match all given filters. */
export interface ChatBindingFilters extends Resource<ListFilters["chat_v2"]["ListBinding"]> {}
/** Filters of the bindings of one user. */
export interface ChatUserBindingFilters extends Resource<ListFilters["chat_v2"]["ListUserBinding"]> {}

/** The filters of all lists. */
export interface AnyFilters extends Partial<
  Resource<ListFilters["conversations_v1"]["ListServiceBinding"]>
> {}

/** The filters of a collection. Filters that only other collections have do not compile. */
export type FiltersOf<Filters> = {
  -readonly [Name in keyof AnyFilters]?: Name extends keyof Filters ? Required<Filters>[Name] : never;
};

type CharactersOf<Text extends string> = Text extends `${infer First}${infer Rest}`
  ? First | CharactersOf<Rest>
  : never;

/** First characters of strings that may be passed as a SID by mistake. */
type Character =
  CharactersOf<"abcdefghijklmnopqrstuvwxyz0123456789"> | CharactersOf<"ABCDEFGHIJKLMNOPQRSTUVWXYZ">;

/** The strings that do not begin as a SID of the kind does. */
type Mismatch<Sid extends string> = Sid extends `${infer First}${infer Second}${string}`
  ? "" | First | `${Exclude<Character, First>}${string}` | `${First}${Exclude<Character, Second>}${string}`
  : never;

/** By the type of a string, an object whose keys are the strings to accept: any, or for a mismatch those of the kind. */
type Accepted<Sid extends string> = Record<string, Record<string, unknown>> &
  Record<Mismatch<Sid>, Record<Sid, unknown>>;

// One object type with many index signatures, and not an intersection, whose parts generic code cannot look up.
type Lookup<Sid extends string> = { [Key in keyof Accepted<Sid>]: Accepted<Sid>[Key] };

/**
 * A SID argument. A literal or a typed SID of another kind does not compile. A plain, branded or generic string
 * compiles, and is checked at run time.
 */
export type SidArgument<Given extends string, Sid extends string> =
  (string & keyof Lookup<Sid>[Given]) | (Given & keyof Lookup<Sid>[Given]);
