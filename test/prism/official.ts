import type { Operation } from "../../generated/operations.ts";
import type { DocumentName } from "../../src/emulator/index.ts";
import { officialAt } from "../support/official.ts";
import type { Ask } from "./cases.ts";

/** What came of a call of the official library. */
export interface Outcome {
  /** Undefined for success. */
  readonly failure: { readonly status: number; readonly code: number | undefined } | undefined;
  /** The resource or the resources it made of the answer; undefined for a removal. */
  readonly resources: readonly object[] | undefined;
}

interface Bindings {
  (sid: string): { fetch(): Promise<object>; remove(): Promise<boolean> };
  page(options: object): Promise<{ instances: object[] }>;
}

/** Makes the call of the official library that stands for a request. */
export async function callOfficial(
  url: string,
  document: DocumentName,
  operation: Operation,
  ask: Ask,
): Promise<Outcome> {
  try {
    const bindings = collectionAt(url, document, operation, ask);
    if (operation.itemKey !== undefined) {
      return { failure: undefined, resources: (await bindings.page(pageOptions(ask))).instances };
    }
    if (operation.method === "GET")
      return { failure: undefined, resources: [await bindings(ask.binding).fetch()] };
    if (await bindings(ask.binding).remove()) return { failure: undefined, resources: undefined };
    throw new Error("remove() gave false");
  } catch (error) {
    const { status, code } = error as { status?: unknown; code?: unknown };
    if (typeof status !== "number") throw error;
    return { failure: { status, code: typeof code === "number" ? code : undefined }, resources: undefined };
  }
}

function collectionAt(
  url: string,
  document: DocumentName,
  operation: Operation,
  { service, user }: Ask,
): Bindings {
  const client = officialAt(url);
  // The lists have one shape and unrelated types.
  if (document === "conversations_v1")
    return client.conversations.v1.services(service).bindings as unknown as Bindings;
  const { v2 } = document === "chat_v2" ? client.chat : client.ipMessaging;
  const found = v2.services(service);
  return ("UserSid" in operation.pathParameters
    ? found.users(user).userBindings
    : found.bindings) as unknown as Bindings;
}

/** Its names for the query: `PageSize` is `pageSize`, and `Page` is `pageNumber`. */
function pageOptions({ query }: Ask): object {
  const named = Object.entries(query).map(([name, value]) => {
    const option = name === "Page" ? "pageNumber" : name.charAt(0).toLowerCase() + name.slice(1);
    return [option, option === "identity" || option === "bindingType" ? [value] : value];
  });
  return Object.fromEntries(named) as object;
}
