import { readFileSync } from "node:fs";
import { LineCounter, isNode, isSeq, parseDocument } from "yaml";
import type { Difference } from "./compare.ts";
import { DOCUMENTS, type DocumentName } from "./documents.ts";
import { CheckError, messageOf } from "./errors.ts";
import { type Json, equal, isRecord } from "./json.ts";

/** An intended difference: one entry of divergences.yaml, for one document and one of its locations. */
export interface Decision {
  readonly document: DocumentName;
  /** A location; `*` stands for one word of it, without spaces and dots. */
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
 * Reads divergences.yaml. Each entry becomes one decision for each of its documents and each of its locations,
 * with the alternatives in `(a|b)` written out, so that each of them is found out when it no longer applies.
 */
export function readDecisions(file: string): Decision[] {
  const counter = new LineCounter();
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new CheckError(`${file} cannot be read (${messageOf(cause)})`, { cause });
  }
  const parsed = parseDocument(text, { lineCounter: counter });
  const [error] = parsed.errors;
  if (error) throw new CheckError(`${file} is not YAML (${error.message.split("\n", 1)[0] ?? ""})`);
  const entries: unknown = parsed.toJS() ?? [];
  if (!Array.isArray(entries)) throw new CheckError(`${file} is not a list`);
  return entries.flatMap((entry: unknown, index) => {
    const item = isSeq(parsed.contents) ? parsed.contents.items[index] : undefined;
    const line = isNode(item) ? counter.linePos(item.range[0]).line : 1;
    return decisionsOf(entry, line, `${file}:${line}`);
  });
}

function decisionsOf(entry: unknown, line: number, place: string): Decision[] {
  if (!isRecord(entry)) throw new CheckError(`${place}: not an entry`);
  const wrong = [
    ...KEYS.filter((key) => !(key in entry)),
    ...Object.keys(entry).filter((key) => !KEYS.includes(key)),
  ];
  if (wrong.length > 0)
    throw new CheckError(`${place}: needs ${KEYS.join(", ")}; see to ${wrong.join(", ")}`);
  const { documents, locations, ours, published, reason } = entry;
  if (!isTexts(documents) || !documents.every(isDocument)) {
    throw new CheckError(`${place}: documents must be some of ${DOCUMENTS.join(", ")}`);
  }
  if (!isTexts(locations)) throw new CheckError(`${place}: locations must be a list`);
  if (typeof reason !== "string" || reason.trim() === "") throw new CheckError(`${place}: needs a reason`);
  if (equal(ours, published)) throw new CheckError(`${place}: ours and published are the same`);
  const blanket = locations.find((location) => /\*[^\s.]*$/.test(location));
  if (blanket !== undefined) {
    throw new CheckError(`${place}: ${blanket} must name what differs: its last word may not have a *`);
  }
  return documents.flatMap((document) =>
    locations.flatMap(writtenOut).map((location) => ({
      ...{ document, location, pattern: patternOf(location), line, reason: reason.trim() },
      ...{ ours: ours as Json, published: published as Json },
    })),
  );
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "string");
}

function isDocument(name: string): name is DocumentName {
  return (DOCUMENTS as readonly string[]).includes(name);
}

/** `a (b|c)` is `a b` and `a c`. */
function writtenOut(location: string): string[] {
  const [group, inside = ""] = /\(([^()]*\|[^()]*)\)/.exec(location) ?? [];
  if (group === undefined) return [location];
  return inside.split("|").flatMap((each) => writtenOut(location.replace(group, () => each)));
}

/** Whether the decision is about this very difference: its place and both its values. */
export function covers(decision: Decision, document: DocumentName, difference: Difference): boolean {
  return (
    decision.document === document &&
    decision.pattern.test(difference.location) &&
    equal(decision.ours, difference.before) &&
    equal(decision.published, difference.after)
  );
}

function patternOf(location: string): RegExp {
  const literal = location.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${literal.join("[^ .]+")}$`, "u");
}
