import http from "node:http";
import https from "node:https";
import { vi } from "vitest";
import { seeds, written } from "../../scripts/docs/samples/world.ts";
import { type Emulator, createEmulator } from "../../src/emulator/index.ts";

export { written };

/** What puts everything back as it was. */
type Restore = () => Promise<void>;

/**
 * An emulator that answers for Twilio's hosts: to `fetch`, and to `node:https`, which the official library uses. It
 * has what samples and guides speak of: bindings of alice, one of which they name by its SID.
 */
export async function answerAsTwilio(): Promise<{ emulator: Emulator; restore: Restore }> {
  const emulator = createEmulator({ accountSid: written.accountSid, serviceSid: written.serviceSid });
  emulator.seed(seeds);
  const server = await emulator.listen();
  const { port } = new URL(server.url);
  const overHttp = (options: https.RequestOptions, callback: (response: http.IncomingMessage) => void) => {
    const { hostname, headers } = options;
    const host = { ...(headers as http.OutgoingHttpHeaders), host: hostname ?? "" };
    return http.request(
      { ...options, agent: undefined, protocol: "http:", hostname: "127.0.0.1", port, headers: host },
      callback,
    );
  };
  vi.spyOn(https, "request").mockImplementation(overHttp as typeof https.request);
  vi.stubGlobal("fetch", emulator.fetch);
  vi.stubEnv("TWILIO_ACCOUNT_SID", written.accountSid);
  vi.stubEnv("TWILIO_AUTH_TOKEN", written.authToken);
  const restore = async () => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    vi.unstubAllEnvs();
    await server.close();
  };
  return { emulator, restore };
}

/** What a program writes to the console, and to the error console. */
export function listenToConsole(): { log: unknown[][]; error: unknown[][] } {
  const log = vi.spyOn(console, "log").mockReturnValue();
  const error = vi.spyOn(console, "error").mockReturnValue();
  return { log: log.mock.calls, error: error.mock.calls };
}
