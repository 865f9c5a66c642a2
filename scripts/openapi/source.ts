import { readFileSync } from "node:fs";
import { LineCounter, isMap, isNode, isPair, isScalar, parseDocument } from "yaml";
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

export function parseSource(text: string, file: string): Source {
  const value = file.endsWith(".json") ? parseJson(text, file) : parseYaml(text, file);
  if (!isObject(value) || Array.isArray(value)) throw new DocumentError("is not an object", file);
  let lines: ((pointer: string) => number) | undefined; // counted only when somebody asks
  return { file, value, lineOf: (pointer) => (lines ??= lineFinder(text))(pointer) };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DocumentError(`is not JSON (${reasonOf(cause)})`, file, "", { cause });
  }
}

function parseYaml(text: string, file: string): unknown {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw new DocumentError(`is not YAML (${firstLine(error.message)})`, file, "", { cause: error });
  return document.toJS();
}

function lineFinder(text: string): (pointer: string) => number {
  const counter = new LineCounter();
  const root = parseDocument(text, { lineCounter: counter }).contents;
  const lineAt = (offset: number | undefined) => (offset === undefined ? 1 : counter.linePos(offset).line);
  return (pointer) => {
    let line = 1;
    let current: unknown = root;
    for (const key of keysOf(pointer)) {
      const found = isMap(current)
        ? current.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key)
        : isNode(current) && "items" in current
          ? current.items[Number(key)]
          : undefined;
      if (found === undefined) return line;
      const at = isPair(found) ? found.key : found;
      line = lineAt(isNode(at) ? at.range?.[0] : undefined);
      current = isPair(found) ? found.value : found;
    }
    return line;
  };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? firstLine(cause.message) : String(cause);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
