import { type Client, type ClientOptions, createClient } from "../../src/index.ts";
import { accountSid, serviceSid } from "./sids.ts";

/** Looks like nothing else, so that a leak of it is found by searching. */
export const authToken = "s3cr3t-auth-token-0123456789";
export const basicValue = btoa(`${accountSid}:${authToken}`);

/** A client with an auth token, which does not retry unless told to. */
export function clientWith(options: ClientOptions): Client {
  return createClient({ accountSid, authToken, maxRetries: 0, ...options });
}

/** The bindings of a Conversations service. */
export function conversationsBindings(options: ClientOptions) {
  return clientWith(options).conversations.v1.services(serviceSid).bindings;
}

/** The bindings of one user of a Programmable Chat service. */
export function userBindings(user: string, options: ClientOptions) {
  return clientWith(options).chat.v2.services(serviceSid).users(user).userBindings;
}
