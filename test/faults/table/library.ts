import { createRequire } from "node:module";
import twilio from "twilio";
import { createClient } from "../../../src/index.ts";
import { VERSION } from "../../../src/version.ts";

/** What a case asks of a library: the calls that both have. */
export interface Calls {
  /** Lists the bindings of a Conversations service; resolves to their number. */
  list(signal?: AbortSignal): Promise<number>;
  fetch(service: string, sid: string): Promise<unknown>;
  remove(sid: string): Promise<unknown>;
  /** Removes a binding of a Chat user. */
  removeOfUser(user: string, sid: string): Promise<unknown>;
}

/** A library, and how it is opened on a server. */
export interface Library {
  readonly name: string;
  readonly version: string;
  /** How it is set up, where that is not its default. */
  readonly settings: string;
  readonly open: (url: string) => Calls;
}

export const serviceSid = `IS${"5e".repeat(16)}`;
export const bindingSid = `BS${"b5".repeat(16)}`;
const accountSid = `AC${"a0".repeat(16)}`;
export const authToken = "0123456789abcdef-the-secret";

/** What the Authorization header holds. */
export const basicValue = btoa(`${accountSid}:${authToken}`);

/** For one attempt, in milliseconds. */
const timeout = 1_000;

export const ours: Library = {
  name: "twilio-bindings",
  version: VERSION,
  settings: `timeout: ${timeout}`,
  open: (baseUrl) => {
    const client = createClient({ accountSid, authToken, baseUrl, timeout });
    const { bindings } = client.conversations.v1.services(serviceSid);
    return {
      list: async (signal) => (await bindings.list({ signal })).length,
      fetch: async (service, sid) => client.conversations.v1.services(service).bindings(sid).fetch(),
      remove: async (sid) => bindings(sid).remove(),
      removeOfUser: async (user, sid) =>
        client.chat.v2.services(serviceSid).users(user).userBindings(sid).remove(),
    };
  },
};

const { version } = createRequire(import.meta.url)("twilio/package.json") as { version: string };

/** Its retries, of 429 alone, are off by default; with them it does better, so they are on. */
export const official: Library = {
  name: "twilio",
  version,
  settings: `timeout: ${timeout}, autoRetry: true`,
  open: (url) => {
    const client = twilio(accountSid, authToken, { timeout, autoRetry: true });
    client.conversations.baseUrl = url;
    client.chat.baseUrl = url;
    const { bindings } = client.conversations.v1.services(serviceSid);
    return {
      list: async () => (await bindings.list()).length,
      fetch: async (service, sid) => client.conversations.v1.services(service).bindings(sid).fetch(),
      remove: async (sid) => bindings(sid).remove(),
      removeOfUser: async (user, sid) =>
        client.chat.v2.services(serviceSid).users(user).userBindings(sid).remove(),
    };
  },
};
