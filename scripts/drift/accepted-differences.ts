import { LineCounter, isNode, isSeq, parseDocument } from "yaml";
import type { Difference } from "./compare.ts";
import { CheckError, readText } from "./errors.ts";
import { type Json, equal, isRecord } from "./json.ts";
import type { Project } from "./project.ts";

/** One entry of divergences.yaml, for one document and one of its locations. */
export interface AcceptedDifference {
  readonly document: string;
  /** A location; `*` matches one word, without spaces and dots. */
  readonly location: string;
  readonly pattern: RegExp;
  readonly ours: Json;
  readonly published: Json;
  readonly reason: string;
  /** Line of the entry in divergences.yaml. */
  readonly line: number;
}

const KEYS = ["documents", "locations", "ours", "published", "reason"];

/**
 * Reads divergences.yaml. Each entry becomes one accepted difference for each of its documents and locations, with
 * the alternatives in `(a|b)` expanded, so that each can become stale.
 *
 * @throws {@link CheckError} if the file cannot be read, or an entry is invalid.
 */
export function readAcceptedDifferences({ divergences: file, config }: Project): AcceptedDifference[] {
  const counter = new LineCounter();
  const parsed = parseDocument(readText(file), { lineCounter: counter });
  const [error] = parsed.errors;
  if (error) throw new CheckError(`${file} is not YAML (${error.message.split("\n", 1)[0] ?? ""})`);
  const entries: unknown = parsed.toJS() ?? [];
  if (!Array.isArray(entries)) throw new CheckError(`${file} is not a list`);
  return entries.flatMap((entry: unknown, index) => {
    const item = isSeq(parsed.contents) ? parsed.contents.items[index] : undefined;
    const line = isNode(item) ? counter.linePos(item.range[0]).line : 1;
    return readEntry(entry, line, `${file}:${line}`, Object.keys(config.documents));
  });
}

function readEntry(
  entry: unknown,
  line: number,
  place: string,
  names: readonly string[],
): AcceptedDifference[] {
  if (!isRecord(entry)) throw new CheckError(`${place}: expected an object with ${KEYS.join(", ")}`);
  const wrong = [
    ...KEYS.filter((key) => !(key in entry)),
    ...Object.keys(entry).filter((key) => !KEYS.includes(key)),
  ];
  if (wrong.length > 0) {
    throw new CheckError(`${place}: expected ${KEYS.join(", ")}; missing or unknown: ${wrong.join(", ")}`);
  }
  const { documents, locations, ours, published, reason } = entry;
  if (!isTexts(documents) || !documents.every((name) => names.includes(name))) {
    throw new CheckError(`${place}: documents: expected some of ${names.join(", ")}`);
  }
  if (!isTexts(locations)) throw new CheckError(`${place}: locations: expected a list`);
  if (typeof reason !== "string" || reason.trim() === "") throw new CheckError(`${place}: reason: required`);
  if (equal(ours, published)) throw new CheckError(`${place}: ours and published are the same`);
  const blanket = locations.find((location) => /\*[^\s.]*$/.test(location));
  if (blanket !== undefined) {
    throw new CheckError(`${place}: ${blanket}: the last word names what differs and cannot have a *`);
  }
  return documents.flatMap((document) =>
    locations.flatMap(expand).map((location) => ({
      ...{ document, location, pattern: patternOf(location), line, reason: reason.trim() },
      ...{ ours: ours as Json, published: published as Json },
    })),
  );
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "string");
}

/** Expands `a (b|c)` to `a b` and `a c`. */
function expand(location: string): string[] {
  const [group, inside = ""] = /\(([^()]*\|[^()]*)\)/.exec(location) ?? [];
  if (group === undefined) return [location];
  return inside.split("|").flatMap((each) => expand(location.replace(group, () => each)));
}

/** Whether a difference is the accepted one: the location and both values match. */
export function covers(accepted: AcceptedDifference, { location, before, after }: Difference): boolean {
  return accepted.pattern.test(location) && equal(accepted.ours, before) && equal(accepted.published, after);
}

function patternOf(location: string): RegExp {
  const literal = location.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${literal.join("[^ .]+")}$`, "u");
}
