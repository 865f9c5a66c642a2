import { readFileSync } from "node:fs";
import { LineCounter, isMap, isNode, isPair, isScalar, isSeq, parseDocument } from "yaml";
import { isObject, keysOf } from "./pointer.ts";

/** A document cannot be read, is not OpenAPI, or points to something that is not there. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
  readonly file: string;
  readonly pointer: string;

  constructor(message: string, file: string, pointer = "", options?: ErrorOptions) {
    super(`${file}${pointer === "" ? "" : `#${pointer}`}: ${message}`, options);
    this.file = file;
    this.pointer = pointer;
  }
}

/** One parsed file. */
export interface Source {
  readonly file: string;
  readonly value: Record<string, unknown>;
  /** 1-based line of the key (or list item) at the pointer, or of its nearest ancestor. */
  lineOf(pointer: string): number;
}

/** Reads and parses one file: JSON if its name says so, YAML otherwise. */
export function readSource(file: string): Source {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new DocumentError(`cannot be read (${reasonOf(cause)})`, file, "", { cause });
  }
  return parseSource(text.replace(/^\uFEFF/, ""), file);
}

/** The same for a text that has been read already. */
export function parseSource(text: string, file: string): Source {
  const { value, lineOf } = file.endsWith(".json") ? parseJson(text, file) : parseYaml(text, file);
  if (!isObject(value) || Array.isArray(value)) throw new DocumentError("is not an object", file);
  return { file, value, lineOf };
}

interface Parsed {
  readonly value: unknown;
  readonly lineOf: (pointer: string) => number;
}

function parseJson(text: string, file: string): Parsed {
  try {
    const value: unknown = JSON.parse(text);
    // JSON is YAML, but slow to read as such: only when somebody asks for lines.
    let yaml: Parsed | undefined;
    return { value, lineOf: (pointer) => (yaml ??= parseYaml(text, file)).lineOf(pointer) };
  } catch (cause) {
    throw new DocumentError(`is not JSON (${reasonOf(cause)})`, file, "", { cause });
  }
}

function parseYaml(text: string, file: string): Parsed {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const [error] = document.errors;
  if (error) throw new DocumentError(`is not YAML (${firstLine(error.message)})`, file, "", { cause: error });
  return { value: document.toJS(), lineOf: (pointer) => lineIn(document.contents, lineCounter, pointer) };
}

function lineIn(root: unknown, counter: LineCounter, pointer: string): number {
  let line = 1;
  let current = root;
  for (const key of keysOf(pointer)) {
    const found = isMap(current)
      ? current.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key)
      : isSeq(current)
        ? current.items[Number(key)]
        : undefined;
    if (found === undefined) return line;
    const at = isPair(found) ? found.key : found;
    const offset = isNode(at) ? at.range?.[0] : undefined;
    if (offset !== undefined) ({ line } = counter.linePos(offset));
    current = isPair(found) ? found.value : found;
  }
  return line;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? firstLine(cause.message) : String(cause);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
