import type { Emulator } from "../emulator.ts";
import type { RecordedRequest } from "../record.ts";
import type { EmulatedBinding } from "../values.ts";

/** How many bindings were inserted, and the first one of Conversations. */
export interface Inserted {
  conversations: number;
  chat: number;
  first: EmulatedBinding | undefined;
}

/** What is printed once it listens: where, what is there, and a request to try. The first line ends with the URL. */
export function welcome(
  { accountSid, serviceSid }: Emulator,
  url: string,
  { conversations, chat, first }: Inserted,
  open: boolean,
): string {
  const counted = (count: number) => count.toLocaleString("en");
  const sample = first ? `\n  Binding   ${first.sid}\n  Identity  ${first.identity}` : "";
  return `The emulator of Twilio's bindings API listens on ${url}

  Account   ${accountSid}
  Service   ${serviceSid}
  Bindings  ${counted(conversations)} in Conversations, ${counted(chat)} in Chat and IP Messaging${sample}
  Login     ${open ? "any user name and password" : "only the given credentials"}

  curl -u ${open ? "any:any" : "USER:PASSWORD"} "${url}/v1/Services/${serviceSid}/Bindings?PageSize=5"

Press Ctrl+C to stop it.
`;
}

/** A line about a request, with credentials redacted. */
export function logLine(request: RecordedRequest, format: "text" | "json"): string {
  if (format === "json") return JSON.stringify(request);
  const { method, url, status, time, fault } = request;
  const target = url.slice(url.indexOf("/", url.indexOf("//") + 2));
  const notes = [`${Math.max(0, Date.now() - time)} ms`, ...(fault === undefined ? [] : [fault])];
  return `${new Date(time).toISOString()} ${status ?? "---"} ${method} ${target} (${notes.join(", ")})`;
}
