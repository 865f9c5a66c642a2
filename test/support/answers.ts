import type { ServiceBinding } from "../../src/index.ts";
import { accountSid, bindingSid, serviceSid } from "./sids.ts";

export const bindingsUrl = `https://conversations.twilio.com/v1/Services/${serviceSid}/Bindings`;

export interface Head {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A JSON answer as Twilio gives it. */
export function json(body: unknown, { status = 200, headers = {} }: Head = {}): Response {
  return text(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
}

/** An answer with any body. */
export function text(body: string | null, { status = 200, headers = {} }: Head = {}): Response {
  return new Response(body, { status, headers: { "Twilio-Request-Id": "RQ1", ...headers } });
}

export const noContent = () => text(null, { status: 204 });

/** Twilio's older error body. */
export function failure(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  const body = {
    code: 20_000 + status,
    message: `Failed with ${status}`,
    more_info: "https://example.com",
    status,
  };
  return json(body, { status, headers });
}

/** A Conversations binding as the API shows it. */
export function binding(index = 1, change: Partial<ServiceBinding> = {}): ServiceBinding {
  const sid = bindingSid(index);
  return {
    sid,
    account_sid: accountSid,
    chat_service_sid: serviceSid,
    credential_sid: `CR${sid.slice(2)}`,
    date_created: "2026-01-01T00:00:00Z",
    date_updated: "2026-01-01T00:00:00Z",
    endpoint: `endpoint-${index}`,
    identity: `user-${index}`,
    binding_type: "apn",
    message_types: [],
    url: `${bindingsUrl}/${sid}`,
    ...change,
  };
}

export interface PageLinks {
  readonly next?: string | null;
  readonly previous?: string | null;
}

/** The body of a page. */
export function pageBody(items: readonly unknown[], { next = null, previous = null }: PageLinks = {}) {
  const meta = {
    key: "bindings",
    page: 0,
    page_size: 50,
    url: bindingsUrl,
    first_page_url: bindingsUrl,
    previous_page_url: previous,
    next_page_url: next,
  };
  return { meta, bindings: items };
}

export const pageAnswer = (items: readonly unknown[], links?: PageLinks) => json(pageBody(items, links));
