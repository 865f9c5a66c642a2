import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import "../support/network.ts";
import { listen } from "../support/listen.ts";

/** Responds to the request with this number, from 1. */
export type Treatment = (response: ServerResponse, number: number, request: IncomingMessage) => void;

export interface SeenRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  readonly authorization: string | undefined;
  /** When it came, by `performance.now()`. */
  readonly time: number;
}

/** A server that records its requests. Its default response is an empty page. */
export interface HostileServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  readonly treat: (treatment: Treatment) => void;
}

export async function openHostileServer(): Promise<HostileServer> {
  const requests: SeenRequest[] = [];
  let treatment: Treatment = (response) => sendPage(response, null);
  const server = createServer((request, response) => {
    const { method = "", url: target = "", headers } = request;
    requests.push({ method, target, authorization: headers.authorization, time: performance.now() });
    treatment(response, requests.length, request);
  });
  const { url, [Symbol.asyncDispose]: close } = await listen(server);
  return { url, requests, treat: (other) => (treatment = other), [Symbol.asyncDispose]: close };
}

export function send(
  response: ServerResponse,
  status: number,
  body = "",
  headers: Record<string, string> = {},
): void {
  const type = body.startsWith("<") ? "text/html" : "application/json";
  response.writeHead(status, { "Content-Type": type, "Twilio-Request-Id": "RQ1", ...headers }).end(body);
}

/** A page of one binding, or of none. */
export function sendPage(response: ServerResponse, next: string | null, items: readonly object[] = []): void {
  const meta = {
    key: "bindings",
    page: 0,
    page_size: 50,
    url: "",
    first_page_url: "",
    previous_page_url: null,
  };
  send(response, 200, JSON.stringify({ meta: { ...meta, next_page_url: next }, bindings: items }));
}

export function sendError(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
): void {
  const body = { code: status === 429 ? 20429 : 20500, message: "no", more_info: "", status };
  send(response, status, JSON.stringify(body), headers);
}
