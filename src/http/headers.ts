import { type Check, invalid } from "../checks.ts";

/** Headers that the SDK writes itself: the credentials decide the first, the connection the others. */
const RESERVED = ["authorization", "host", "content-length", "connection", "transfer-encoding"];

/** Copies the `headers` option, with names in lower case. Values may be secrets, so that no message shows them. */
export const headersOption: Check = (option, value) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid(option, "an object of header names and values", value);
  }
  // Headers, of any realm, or a map.
  const pairs: unknown[] =
    Symbol.iterator in value ? [...(value as Iterable<unknown>)] : Object.entries(value);
  const headers: Record<string, string> = {};
  for (const pair of pairs) {
    const [given, text] = Array.isArray(pair) ? (pair as readonly unknown[]) : [];
    const name = typeof given === "string" ? given.toLowerCase() : "";
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name)) throw invalid(option, "names that HTTP permits", given);
    if (RESERVED.includes(name))
      throw invalid(option, `headers other than ${name}, which the SDK sets`, text);
    // `undefined` would be sent as a word, and a line break would start another header.
    if (typeof text !== "string" || !/^[\t -~\x80-\xff]*$/.test(text)) {
      throw invalid(option, "values of printable characters", text);
    }
    headers[name] = text.trim();
  }
  return headers;
};
