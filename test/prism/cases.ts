import type { Operation, QueryParameter, SidKind } from "../../generated/operations.ts";
import { sids } from "../../generated/operations.ts";

/** A request, before it is one: both a URL and a call of the official library are made of it. */
export interface Ask {
  readonly service: string;
  readonly user: string;
  readonly binding: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  readonly method: string;
}

/** A good or a bad request, for the operations that it makes sense for. */
export interface Case {
  readonly name: string;
  readonly suits: (operation: Operation) => boolean;
  /** What is different from a request that is as it should be. */
  readonly changes: (operation: Operation) => Partial<Ask>;
  /** Whether the official library can be made to send it. */
  readonly byLibrary?: false;
}

const isList = ({ itemKey }: Operation) => itemKey !== undefined;
const isItem = (operation: Operation) => !isList(operation);
const hasUser = ({ pathParameters }: Operation) => "UserSid" in pathParameters;
const everywhere = () => true;
const has = (name: string) => (operation: Operation) => name in operation.query;

function someSid(kind: SidKind): string {
  const { prefix, length } = sids[kind];
  return prefix + "f".repeat(length - prefix.length);
}

/** A list of one parameter that has the wrong value. */
function wrong(name: string, value: string | ((parameter: QueryParameter) => string)): Case {
  const valueFor = (parameter: QueryParameter | undefined) =>
    typeof value === "string" || parameter === undefined ? String(value) : value(parameter);
  return {
    name: `${name} ${typeof value === "string" ? `"${value}"` : "above the maximum"}`,
    suits: has(name),
    changes: ({ query }) => ({ query: { [name]: valueFor(query[name]) } }),
  };
}

export const cases: readonly Case[] = [
  { name: "as it should be", suits: everywhere, changes: () => ({}) },
  {
    name: "with every parameter",
    suits: isList,
    changes: ({ query }) => ({
      query: {
        PageSize: "2",
        BindingType: query["BindingType"]?.enum?.[0] ?? "",
        ...("Identity" in query ? { Identity: "alice" } : {}),
      },
    }),
  },
  {
    name: "with a parameter there is not",
    suits: everywhere,
    changes: () => ({ query: { Colour: "red" } }),
    byLibrary: false,
  },
  {
    name: "without credentials",
    suits: everywhere,
    changes: () => ({ authorization: undefined }),
    byLibrary: false,
  },
  { name: "malformed service SID", suits: everywhere, changes: () => ({ service: "IS1" }) },
  { name: "malformed binding SID", suits: isItem, changes: () => ({ binding: "BS1" }) },
  { name: "SID of another kind", suits: isItem, changes: () => ({ binding: someSid("User") }) },
  { name: "a service there is not", suits: everywhere, changes: () => ({ service: someSid("Service") }) },
  { name: "a binding there is not", suits: isItem, changes: () => ({ binding: someSid("Binding") }) },
  { name: "a user there is not", suits: hasUser, changes: () => ({ user: someSid("User") }) },
  { name: "another method", suits: everywhere, changes: () => ({ method: "PUT" }), byLibrary: false },
  wrong("PageSize", "0"),
  wrong("PageSize", "many"),
  wrong("PageSize", ({ maximum = 0 }) => String(maximum + 1)),
  wrong("Page", "-1"),
  wrong("BindingType", "pager"),
  wrong("PageToken", "nonsense"),
];
