import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the decorators see of an operation. */
interface Operation {
  operationId: string;
  "x-codeSamples"?: { lang: string; label: string; source: string }[];
}

/** What the decorators see of a parameter or a schema. */
interface Described {
  description?: string;
  "x-twilio"?: { pii?: { handling: string; deleteSla: number } };
}

/** The samples of an operation: what each is labelled with, and how its file ends. */
const languages = [
  { lang: "TypeScript", label: "this SDK", ending: ".ts" },
  { lang: "TypeScript", label: "the official library", ending: ".official.ts" },
  { lang: "Shell", label: "curl", ending: ".sh" },
];

/** Gives each operation its samples, from a folder with a file for each operation and language. */
function codeSamples({ folder }: { folder: string }) {
  return {
    Operation: {
      leave(operation: Operation): void {
        operation["x-codeSamples"] = languages.map(({ lang, label, ending }) => {
          const file = join(folder, `${operation.operationId}${ending}`);
          return { lang, label, source: readSample(file) };
        });
      },
    },
  };
}

function readSample(file: string): string {
  try {
    return readFileSync(file, "utf8").trimEnd();
  } catch (cause) {
    throw new Error(`An operation has no code sample: ${file} cannot be read.`, { cause });
  }
}

/** Says in words what Twilio's mark for personal data means; Redoc shows no `x-twilio`. */
function personalData() {
  const mark = (described: Described): void => {
    const pii = described["x-twilio"]?.pii;
    if (!pii) return;
    const words = `**Personal data (PII)**: handling \`${pii.handling}\`, deleted within ${pii.deleteSla} days of a request.`;
    if (described.description?.includes(words)) return;
    described.description = [described.description, words].filter(Boolean).join(" ");
  };
  return { Parameter: { leave: mark }, Schema: { leave: mark } };
}

/** Redocly loads this; its decorators are `site/code-samples` and `site/personal-data`. */
export default function plugin() {
  return {
    id: "site",
    decorators: { oas3: { "code-samples": codeSamples, "personal-data": personalData } },
  };
}
