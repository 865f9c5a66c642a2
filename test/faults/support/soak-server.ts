import { type ServerResponse, createServer } from "node:http";
import { createRandom, fraction } from "../../../src/emulator/random.ts";
import { type Listening, listen } from "./listen.ts";

/** A server that keeps nothing, so that what grows in this process is the client's. */
export function openSoakServer(seed: number): Promise<Listening> {
  const random = createRandom(seed);
  const server = createServer((request, response) => {
    const respond = () =>
      respondTo(request.method ?? "", new URL(request.url ?? "", "http://soak"), response);
    const fault = fraction(random) < 0.05 ? faults[Math.floor(fraction(random) * faults.length)] : undefined;
    if (fault === undefined) respond();
    else fault(response, respond);
  });
  return listen(server);
}

const pages = 5;
const binding = (index: number) => ({
  sid: `BS${String(index).padStart(32, "0")}`,
  binding_type: "apn",
  identity: "a",
});

function respondTo(method: string, { pathname, searchParams }: URL, response: ServerResponse): void {
  if (method === "DELETE") response.writeHead(204).end();
  else if (pathname.endsWith("/Bindings")) sendJson(response, page(pathname, searchParams));
  else sendJson(response, binding(1));
}

function page(pathname: string, searchParams: URLSearchParams): object {
  const index = Number(searchParams.get("Page") ?? 0);
  const next = index + 1 < pages ? `${pathname}?Page=${index + 1}` : null;
  const bindings = Array.from({ length: 10 }, (_, place) => binding(index * 10 + place));
  return { meta: { next_page_url: next, previous_page_url: null }, bindings };
}

function sendJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(value));
}

type Fault = (response: ServerResponse, respond: () => void) => void;

const faults: readonly Fault[] = [
  (response) => response.socket?.resetAndDestroy(),
  (response) => response.socket?.end(),
  (response) => response.writeHead(503).end("busy"),
  (response) => response.writeHead(429, { "Retry-After": "0.01" }).end(),
  (response) => response.writeHead(200, { "Content-Length": "100" }).write("{", () => response.destroy()),
  (response) => response.writeHead(200).write("{"), // never finished
  (_response, respond) => setTimeout(respond, 40),
  () => undefined, // no response
];
