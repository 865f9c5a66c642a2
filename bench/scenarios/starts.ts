import type { ContenderName } from "../folders.ts";

/** The program of three lines that a user begins with, by contender. */
export const starts = {
  "twilio-bindings": `import twilio from "twilio-bindings";
const client = twilio("AC${"a".repeat(32)}", "any");
export const { bindings } = client.conversations.v1.services("IS${"a".repeat(32)}");
`,
  twilio: `import twilio from "twilio";
const client = twilio("AC${"a".repeat(32)}", "any");
export const { bindings } = client.conversations.v1.services("IS${"a".repeat(32)}");
`,
  "openapi-fetch": `import createClient from "openapi-fetch";
import type { paths } from "./conversations_v1.ts";
export const client = createClient<paths>({ baseUrl: "https://conversations.twilio.com" });
`,
} as const satisfies Partial<Record<ContenderName, string>>;

export const startNames = ["twilio-bindings", "twilio", "openapi-fetch"] as const;

/** An ES module without anything: what Node and the compiler cost by themselves. */
export const emptyModule = "export {};\n";
