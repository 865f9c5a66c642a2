/**
 * One openapi-fetch client per document, with this package's credentials, path checks, retries and redaction.
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
  optionName,
  pathValues,
  queryShape,
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
 * Creates clients that are typed by the paths of the documents. API errors are in `error`, as usual in openapi-fetch.
 * Invalid parameters, failed connections and incomplete responses reject with this package's errors.
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
    pathSerializer: (template, values) => baseUrl + guardPath(all, template.slice(baseUrl.length), values),
    querySerializer: (query) => guardQuery(all, query),
    fetch: async (request) => {
      const { url, method, headers, signal } = request;
      const body = request.body === null ? undefined : await request.arrayBuffer();
      const path = new URL(url).pathname.slice(new URL(baseUrl).pathname.replace(/\/$/, "").length);
      const operation = all.find((one) => one.method === method && isPathOf(one, path));
      // Without parameters, openapi-fetch asks no serializer, and sends the template.
      if (!operation || /%7B/i.test(path))
        throw invalid("path", "the path of an operation and its parameters", path);
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

/** The query, by the checks of the document's parameters. A filter without a value would select everybody. */
function guardQuery(all: readonly Operation[], query: unknown): string {
  const shape = Object.fromEntries(
    all.flatMap((operation) =>
      Object.entries(queryShape(operation)).map(([option, check]) => [
        parameterName(operation, option),
        check,
      ]),
    ),
  );
  const checked = readOptions<QueryValues>(query, shape);
  return serializeQuery(checked).slice(1);
}

function parameterName({ query }: Operation, option: string): string {
  return Object.keys(query).find((name) => optionName(name) === option) ?? option;
}

function isPathOf({ path }: Operation, pathname: string): boolean {
  const template = path.split("/");
  const segments = pathname.split("/");
  return (
    segments.length === template.length &&
    template.every((part, index) => part.startsWith("{") || part === segments[index])
  );
}
