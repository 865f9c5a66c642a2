import { Agent, type IncomingMessage, request } from "node:http";
import type { Fetch } from "../../../src/index.ts";
import "./network.ts";

/** A `fetch` over `node:http`, at half the cost of the global one, for runs of many requests. */
export function createHttpFetch(): Fetch & { close: () => void } {
  const agent = new Agent({ keepAlive: true });
  const send = (url: string, { method = "GET", headers, signal }: RequestInit) =>
    new Promise<Response>((resolve, reject) => {
      const options = {
        agent,
        method,
        headers: { ...(headers as Record<string, string>) },
        ...(signal && { signal }),
      };
      request(url, options, (message) => resolve(toResponse(message)))
        .on("error", reject)
        .end();
    });
  return Object.assign(send, { close: () => agent.destroy() });
}

async function toResponse(message: IncomingMessage): Promise<Response> {
  const status = message.statusCode ?? 0;
  let body = "";
  message.setEncoding("utf8");
  for await (const chunk of message as AsyncIterable<string>) body += chunk;
  return new Response(status === 204 ? null : body, { status, headers: headersOf(message) });
}

function headersOf({ headers }: IncomingMessage): [string, string][] {
  return Object.entries(headers).map(([name, value]) => [name, String(value)]);
}
