import type { Emulator } from "../emulator.ts";
import type { RecordedRequest } from "../record.ts";
import type { LogFormat } from "./read.ts";

/** What is printed once it listens: where, what is there, and a request to try. The first line ends with the URL. */
export function welcome(emulator: Emulator, url: string, open: boolean): string {
  const { accountSid, serviceSid } = emulator;
  const conversations = emulator.bindings({ document: "conversations_v1" });
  const chat = emulator.bindings({ document: "chat_v2" });
  const there = `${count(conversations)} in Conversations, ${count(chat)} in Chat and IP Messaging`;
  const path = `${url}/v1/Services/${serviceSid}/Bindings`;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Account", accountSid],
    ["Service", serviceSid],
    ["Bindings", there],
    ["Binding", conversations[0]?.sid],
    ["Identity", conversations[0]?.identity],
    ["Password", open ? "any user name and password will do" : "those that were given, and no others"],
  ];
  const table = rows.map(([name, value]) => (value === undefined ? "" : `  ${name.padEnd(10)}${value}\n`));
  const user = open ? "any:any" : "USER:PASSWORD";
  return `Twilio's bindings API, emulated, listens on ${url}

${table.join("")}
  curl -u ${user} "${path}?PageSize=5"

Ctrl+C ends it.
`;
}

/** A line about a request, with credentials masked. */
export function logLine(request: RecordedRequest, format: LogFormat): string {
  if (format === "json") return JSON.stringify(request);
  const { method, url, status, time, fault } = request;
  const target = url.slice(url.indexOf("/", url.indexOf("//") + 2));
  const notes = [`${Math.max(0, Date.now() - time)} ms`, ...(fault === undefined ? [] : [fault])];
  return `${new Date(time).toISOString()} ${status ?? "---"} ${method} ${target} (${notes.join(", ")})`;
}

function count(things: readonly unknown[]): string {
  return things.length.toLocaleString("en");
}
