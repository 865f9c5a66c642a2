import type { IncomingMessage } from "node:http";
import { isObject } from "../checks.ts";
import { ValidationError } from "../errors.ts";
import type { Emulator } from "./emulator.ts";
import type { Incoming } from "./exchange.ts";
import type { ApiResponse } from "./responses.ts";

/** Where tests in other languages control the emulator: off the API's own paths. */
export const controlPath = "/_emulator";

/** By method and path. What an action returns is sent as JSON, or `{}` for nothing. */
const actions: Readonly<Record<string, (emulator: Emulator, input: unknown) => unknown>> = {
  [`GET ${controlPath}`]: ({ accountSid, serviceSid, faultCounts }) => {
    return { accountSid, serviceSid, faultCounts };
  },
  [`GET ${controlPath}/bindings`]: (emulator, filter) => ({ bindings: emulator.bindings(filter as object) }),
  [`POST ${controlPath}/bindings`]: (emulator, seeds) => ({ bindings: emulator.seed(seeds as []) }),
  [`GET ${controlPath}/requests`]: ({ requests }) => ({ requests }),
  [`GET ${controlPath}/fault-counts`]: ({ faultCounts }) => ({ faultCounts }),
  [`POST ${controlPath}/settings`]: (emulator, settings) => emulator.configure(withoutNulls(settings)),
  [`POST ${controlPath}/reset`]: (emulator) => emulator.reset(),
};

const maximumBody = 64 * 1024 * 1024;

/** Processes a request to the control path. */
export async function control(emulator: Emulator, message: IncomingMessage, request: Incoming) {
  const { method, path, search } = request;
  const refused = refusal(message);
  if (refused !== undefined) return json(403, { message: refused });
  const action = actions[`${method} ${path}`];
  if (action === undefined) {
    const names = Object.keys(actions);
    const here = names.filter((name) => name.endsWith(` ${path}`));
    const [status, offered] = here.length === 0 ? [404, names] : [405, here];
    return json(status, { message: `Supported: ${offered.join(", ")}` });
  }
  try {
    const input = method === "GET" ? readQuery(search) : await readJson(message);
    return json(200, action(emulator, input) ?? {});
  } catch (error) {
    if (error instanceof ValidationError)
      return json(400, { message: error.message, parameter: error.parameter });
    if (error instanceof SyntaxError) return json(400, { message: `Not JSON: ${error.message}` });
    throw error;
  }
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

function readQuery(search: string): Readonly<Record<string, string>> {
  const params = new URLSearchParams(search);
  const repeated = [...params.keys()].find((name) => params.getAll(name).length > 1);
  if (repeated !== undefined) throw new ValidationError(repeated, "one value", "several");
  return Object.fromEntries(params);
}

async function readJson(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maximumBody) throw new ValidationError("body", `at most ${maximumBody} bytes`, "more");
    chunks.push(chunk);
  }
  return length === 0 ? {} : (JSON.parse(new TextDecoder().decode(Buffer.concat(chunks))) as unknown);
}

/** JSON has no undefined: null turns a setting off. */
function withoutNulls(settings: unknown): object {
  if (!isObject(settings)) return settings as object;
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, value ?? undefined]));
}

function json(status: number, value: object): ApiResponse {
  return { status, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) };
}
