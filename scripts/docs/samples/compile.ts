import { transform } from "sucrase";

/** A sample as it is run: TypeScript in three parts, of which the reader sees and edits the second. */
export interface Source {
  /** What precedes the sample in its file. Nothing of it is shown. */
  readonly setup: string;
  readonly code: string;
  /** Calls what the sample declares. */
  readonly call: string;
}

/** A program in JavaScript, and how many of its lines precede the sample. */
export interface Program {
  readonly code: string;
  readonly lineOffset: number;
}

/** Called at the start of the sample itself: from there on, output counts, and faults happen. */
const begin = "__begin();";

/** Strips the types and turns imports into calls of `require`. Lines stay where they are. */
export function compile({ setup, code, call }: Source): Program {
  const before = setup === "" ? begin : `${setup}\n${begin}`;
  const source = [before, code, ...(call === "" ? [] : [call])].join("\n");
  const compiled = transform(source, {
    transforms: ["typescript", "imports"],
    disableESTransforms: true,
    preserveDynamicImport: false,
  });
  return { code: compiled.code, lineOffset: before.split("\n").length };
}
