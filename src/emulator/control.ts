import type { IncomingMessage } from "node:http";
import { isObject } from "../checks.ts";
import { ValidationError } from "../errors.ts";
import type { Emulator } from "./emulator.ts";
import type { ApiResponse } from "./responses.ts";

/** Where tests in other languages control the emulator: off the API's own paths. */
export const controlPath = "/_emulator";

/** By method and path. What an action returns is sent as JSON, or `{}` for nothing. */
const actions: Readonly<Record<string, (emulator: Emulator, input: unknown) => unknown>> = {
  "GET ": ({ accountSid, serviceSid, faultCounts }) => ({ accountSid, serviceSid, faultCounts }),
  "GET /bindings": (emulator, filter) => ({ bindings: emulator.bindings(filter as object) }),
  "POST /bindings": (emulator, seeds) => ({ bindings: emulator.seed(seeds as []) }),
  "GET /requests": ({ requests }) => ({ requests }),
  "GET /fault-counts": ({ faultCounts }) => ({ faultCounts }),
  "POST /settings": (emulator, settings) => emulator.configure(withoutNulls(settings)),
  "POST /reset": (emulator) => emulator.reset(),
};

const maximumBody = 64 * 1024 * 1024;

/** Creates the handler of the control path. */
export function createControl(emulator: Emulator): (message: IncomingMessage) => Promise<ApiResponse> {
  return async (message) => {
    const refused = refusal(message);
    if (refused !== undefined) return json(403, { message: refused });
    const { pathname, searchParams } = new URL(message.url ?? "", "http://localhost");
    const path = pathname.slice(controlPath.length);
    const action = actions[`${message.method ?? ""} ${path}`];
    if (action === undefined) {
      const names = Object.keys(actions);
      const here = names.filter((name) => name.split(" ")[1] === path);
      const [status, offered] = here.length === 0 ? [404, names] : [405, here];
      return json(status, { message: `Expected one of ${offered.join(", ")}` });
    }
    try {
      const input = message.method === "GET" ? Object.fromEntries(searchParams) : await readJson(message);
      return json(200, action(emulator, input) ?? {});
    } catch (error) {
      if (error instanceof ValidationError)
        return json(400, { message: error.message, parameter: error.parameter });
      if (error instanceof SyntaxError) return json(400, { message: `Not JSON: ${error.message}` });
      throw error;
    }
  };
}

/**
 * Why a request may not control the emulator. Only programs on this machine may, and no page in a browser on it:
 * neither one that sends requests here (Origin, Sec-Fetch-Site) nor one whose host name was made to lead here (Host).
 */
function refusal({ socket, headers }: IncomingMessage): string | undefined {
  if (!/^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? "")) return "Only from this machine";
  if (!/^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i.test(headers.host ?? ""))
    return "Only by a loopback Host";
  if (headers.origin !== undefined || (headers["sec-fetch-site"] ?? "none") !== "none")
    return "Not from a web page";
  const proxied = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host"].some((name) => name in headers);
  return proxied ? "Not through a proxy" : undefined;
}

async function readJson(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maximumBody) throw new ValidationError("body", `at most ${maximumBody} bytes`, "more");
    chunks.push(chunk);
  }
  return length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString("utf8")) as unknown);
}

/** JSON has no undefined: null turns a setting off. */
function withoutNulls(settings: unknown): object {
  if (!isObject(settings)) return settings as object;
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, value ?? undefined]));
}

function json(status: number, value: object): ApiResponse {
  return { status, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) };
}
