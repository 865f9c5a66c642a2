import type { Emulator } from "../emulator.ts";
import type { RecordedRequest } from "../record.ts";

/** What was inserted: how many in each document, and the first binding of Conversations. */
interface Inserted {
  readonly counts: Readonly<Record<string, number>>;
  readonly first: { readonly sid: string; readonly identity: string } | undefined;
}

/** What is printed once it listens: where, what is there, and a request to try. The first line ends with the URL. */
export function welcome(
  { accountSid, serviceSid }: Emulator,
  url: string,
  { counts, first }: Inserted,
  open: boolean,
): string {
  const [conversations, chat] = ["conversations_v1", "chat_v2"].map((name) =>
    (counts[name] ?? 0).toLocaleString("en"),
  );
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Account", accountSid],
    ["Service", serviceSid],
    ["Bindings", `${conversations ?? ""} in Conversations, ${chat ?? ""} in Chat and IP Messaging`],
    ["Binding", first?.sid],
    ["Identity", first?.identity],
    ["Password", open ? "any user name and password" : "those that were given, and no others"],
  ];
  const table = rows.map(([name, value]) => (value === undefined ? "" : `  ${name.padEnd(10)}${value}\n`));
  return `Twilio's bindings API, emulated, listens on ${url}

${table.join("")}
  curl -u ${open ? "any:any" : "USER:PASSWORD"} "${url}/v1/Services/${serviceSid}/Bindings?PageSize=5"

Ctrl+C ends it.
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
