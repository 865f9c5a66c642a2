import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A program that calls an operation. */
export interface Sample {
  readonly label: string;
  readonly language: string;
  readonly source: string;
  /** Its file below `examples/`, which names the sample. */
  readonly id: string;
}

const languages = [
  { label: "TypeScript", language: "ts", ending: ".ts" },
  { label: "Official library", language: "ts", ending: ".official.ts" },
  { label: "curl", language: "sh", ending: ".sh" },
];

/** Reads the three samples of an operation. A missing one throws. */
export async function readSamples(root: string, document: string, operationId: string): Promise<Sample[]> {
  return Promise.all(
    languages.map(async ({ label, language, ending }) => {
      const id = `operations/${document}/${operationId}${ending}`;
      const source = await readFile(join(root, "examples", id), "utf8").catch((cause: unknown) => {
        throw new Error(`${operationId} has no sample for ${label}: examples/${id}`, { cause });
      });
      return { label, language, source: source.trimEnd(), id };
    }),
  );
}
