/**
 * One openapi-fetch client a document, with this package's credentials, path guards, retries and redaction.
 *
 * @module twilio-bindings/openapi-fetch
 */
import createFetchClient, { type Client } from "openapi-fetch";
import type { paths as ChatPaths } from "../../generated/chat_v2.ts";
import type { paths as ConversationsPaths } from "../../generated/conversations_v1.ts";
import type { paths as IpMessagingPaths } from "../../generated/ip_messaging_v2.ts";
import { type Operation, operations } from "../../generated/operations.ts";
import { invalid, readOptions } from "../checks.ts";
import {
  type ClientContext,
  type QueryValues,
  createContext,
  fetchAuthorized,
  pathValues,
  serializePath,
  serializeQuery,
} from "../http/index.ts";
import { type ClientOptions, clientShape } from "../options.ts";

/** An openapi-fetch client for each document, by its name. */
export interface PathsClient {
  /** Conversations. */
  readonly conversations_v1: Client<ConversationsPaths>;
  /** @deprecated Programmable Chat is past its end of life: use `conversations_v1`. */
  readonly chat_v2: Client<ChatPaths>;
  /** @deprecated Programmable Chat on its older host, past its end of life: use `conversations_v1`. */
  readonly ip_messaging_v2: Client<IpMessagingPaths>;
}

type Table = Readonly<Record<string, Operation>>;

/**
 * Creates clients that are typed by the paths of the documents. Errors of the API come in `error`, as openapi-fetch
 * returns them; bad parameters, failed connections and broken responses reject with this package's errors.
 *
 * @throws {@link ValidationError} if credentials are missing, or an option is invalid
 */
export function createPathsClient(options: ClientOptions = {}): PathsClient {
  const context = createContext(readOptions<ClientOptions>(options, clientShape));
  return {
    conversations_v1: clientOf<ConversationsPaths>(context, operations.conversations_v1),
    chat_v2: clientOf<ChatPaths>(context, operations.chat_v2),
    ip_messaging_v2: clientOf<IpMessagingPaths>(context, operations.ip_messaging_v2),
  };
}

function clientOf<Paths extends object>(context: ClientContext, table: Table): Client<Paths> {
  const all = Object.values(table);
  const [first] = all;
  if (!first) throw new Error("A document without operations");
  const baseUrl = context.baseUrl(first);
  return createFetchClient<Paths>({
    baseUrl,
    pathSerializer: (template, values) => guardPath(all, template, values),
    querySerializer: (query) => guardQuery(all, query),
    fetch: async (request) => {
      const { url, method, headers, signal } = request;
      const body = request.body === null ? undefined : await request.arrayBuffer();
      const path = new URL(url).pathname.slice(new URL(baseUrl).pathname.replace(/\/$/, "").length);
      const operation = all.find((one) => one.method === method && isPathOf(one, path));
      const init = { method, headers: Object.fromEntries(headers), body, signal };
      return fetchAuthorized(context, url, init, operation);
    },
  });
}

/** The path of an operation, with its parameters checked before anything is sent. */
function guardPath(
  all: readonly Operation[],
  template: string,
  values: Readonly<Record<string, unknown>>,
): string {
  const operation = all.find(({ path }) => path === template);
  if (!operation) throw invalid("path", "a path of the document", template);
  const given = Object.keys(operation.pathParameters).map((name) => [name, values[name]]);
  return serializePath(
    operation,
    pathValues(operation, Object.fromEntries(given) as Record<string, unknown>),
  );
}

/** The query. A filter without a value would not be sent, and select everybody. */
function guardQuery(all: readonly Operation[], query: unknown): string {
  const filters = new Set(all.flatMap((operation) => operation.filters ?? []));
  const entries = Object.entries(query as QueryValues);
  for (const [name, value] of entries) {
    const values: readonly unknown[] = Array.isArray(value)
      ? Array.from(value as ArrayLike<unknown>)
      : [value];
    const isComplete =
      values.length > 0 && values.every((one) => one !== undefined && one !== null && one !== "");
    if (filters.has(name) && !isComplete) throw invalid(name, "a value", value);
  }
  return serializeQuery(Object.fromEntries(entries)).slice(1);
}

function isPathOf({ path }: Operation, pathname: string): boolean {
  const template = path.split("/");
  const segments = pathname.split("/");
  return (
    segments.length === template.length &&
    template.every((part, index) => part.startsWith("{") || part === segments[index])
  );
}
