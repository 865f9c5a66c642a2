import { type ClientOptions, createClient } from "twilio-bindings";
import { type Emulator, createEmulator } from "twilio-bindings/emulator";

export const identity = "mallory@example.com";
const authToken = "very-secret-token";

/** What neither spans nor lines may contain. */
export const secretsIn = /mallory|very-secret|Basic/;

export function emulatorWithBindings(): Emulator {
  const emulator = createEmulator();
  emulator.seed({ identity, count: 250 });
  return emulator;
}

/** The bindings of the emulator's service, through a client with the hooks. */
export function bindingsOf({ accountSid, serviceSid, fetch }: Emulator, hooks: ClientOptions) {
  const client = createClient({ accountSid, authToken, fetch, maxRetries: 1, ...hooks });
  return client.conversations.v1.services(serviceSid).bindings;
}

/** What a promise rejects with. @throws Error if it does not reject */
export async function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`Nothing was thrown: ${JSON.stringify(value)}`);
}
