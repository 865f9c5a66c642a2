import { relative } from "node:path";
import type { OpenApiDocument } from "../openapi/load.ts";
import { type Difference, compareSlices } from "./compare.ts";
import { type Decision, covers } from "./decisions.ts";
import { DOCUMENTS, type DocumentName, type PerDocument } from "./documents.ts";
import { type Json, compareText, equal } from "./json.ts";
import { isWithin, locate } from "./locate.ts";
import { type ProseDigests, compareProse, proseOf } from "./prose.ts";
import { CLASSES, type Class } from "./rules.ts";
import { type Slice, readSlice } from "./slice.ts";

export interface Report {
  readonly published: { readonly source: string; readonly version: string };
  readonly changes: readonly Change[];
  readonly stale: readonly Stale[];
}

export interface Change {
  readonly document: DocumentName;
  readonly location: string;
  readonly class: Class;
  readonly rule: string;
  /** Our value; for prose, null: ours is our own. */
  readonly ours: Json;
  /** The value in the pinned published version; for prose, its digest. Only if it is not `published`. */
  readonly pinned?: Json;
  readonly published: Json;
  readonly message: string;
  /** The rule's sentence: what the change means. */
  readonly meaning: string;
  readonly acknowledged: boolean;
  /** Why it is intended. */
  readonly reason?: string;
  /** Where in our documents to look. */
  readonly file: string;
  readonly line: number;
}

/** A decision that no longer applies. */
export interface Stale {
  readonly document: DocumentName;
  readonly location: string;
  readonly ours: Json;
  readonly published: Json;
  readonly reason: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
}

export interface CheckInput {
  readonly source: string;
  readonly version: string;
  readonly ours: PerDocument<OpenApiDocument>;
  readonly published: PerDocument<OpenApiDocument>;
  /** The slices of the accepted published version. */
  readonly pinned: PerDocument<OpenApiDocument>;
  readonly prose: PerDocument<ProseDigests>;
  readonly decisions: readonly Decision[];
  readonly divergences: string;
  /** Files are named relative to it. */
  readonly root: string;
}

/**
 * Compares three times. Ours with the published documents of today: what differs must have been decided on.
 * The accepted published version with today's: what Twilio has changed since, told as such even where ours
 * differs anyway. Ours with the accepted version: what the decisions were made about.
 */
export function check(input: CheckInput): Report {
  const results = DOCUMENTS.map((name) => checkDocument(input, name));
  const rank = (change: Change) => CLASSES.indexOf(change.class);
  return {
    published: { source: input.source, version: input.version },
    changes: results.flatMap(({ changes }) => changes).sort((a, b) => rank(a) - rank(b) || byPlace(a, b)),
    stale: results.flatMap(({ stale }) => stale).sort(byPlace),
  };
}

/** Whether something is left to decide on. */
export function isClean(report: Report): boolean {
  return report.stale.length === 0 && report.changes.every(({ acknowledged }) => acknowledged);
}

function byPlace(a: Change | Stale, b: Change | Stale): number {
  const documents = DOCUMENTS.indexOf(a.document) - DOCUMENTS.indexOf(b.document);
  return documents || compareText(a.location, b.location);
}

interface Legs {
  readonly ours: Slice;
  /** Ours against the accepted published version. */
  readonly decided: readonly Difference[];
  /** Ours against today's. */
  readonly today: readonly Difference[];
  /** The accepted version against today's. */
  readonly upstream: readonly Difference[];
}

function checkDocument(input: CheckInput, name: DocumentName) {
  const ours = readSlice(input.ours[name], "all");
  const pinned = readSlice(input.pinned[name], "all");
  const published = readSlice(input.published[name], new Set([...ours.paths.keys(), ...pinned.paths.keys()]));
  const moved = compareSlices(pinned, published);
  // What came or went is told once, not for each of its parts.
  const isPartOfOne = ({ location }: Difference) =>
    moved.some(
      (each) => each.location !== location && isPresence(each) && isWithin(location, each.location),
    ) ||
    (location.startsWith("/") && [pinned, published].some(({ paths }) => !paths.has(placeOf(location))));
  const prose = compareProse(input.prose[name], proseOf(published)).filter((each) => !isPartOfOne(each));
  const legs: Legs = {
    ours,
    decided: compareSlices(ours, pinned),
    today: compareSlices(ours, published),
    upstream: [...moved, ...prose],
  };
  return { changes: changesOf(input, name, legs), stale: staleOf(input, name, legs, isPartOfOne) };
}

/** The operation or path that a location begins with. */
export function placeOf(location: string): string {
  return /^(?:[A-Z]+ )?\/\S*|^document/.exec(location)?.[0] ?? location;
}

function isPresence({ before, after }: Difference): boolean {
  return (before === "present" && after === null) || (before === null && after === "present");
}

function changesOf(input: CheckInput, document: DocumentName, legs: Legs): Change[] {
  const describe = (difference: Difference, values: Pick<Change, "ours" | "pinned">) => {
    const { location, rule, after } = difference;
    const { file, line } = locate(legs.ours, location);
    return {
      ...{ document, location, class: rule.class, rule: rule.id, ...values, published: after },
      message: `${location}: ${show(difference.before)} → ${show(after)}. ${rule.text}`,
      meaning: rule.text,
      ...{ file: relative(input.root, file), line },
    };
  };
  const upstream = legs.upstream.map((difference): Change => {
    const isProse = difference.rule.class === "docs-only";
    const ours = isProse ? null : locate(legs.ours, difference.location).value;
    return { ...describe(difference, { ours, pinned: difference.before }), acknowledged: false };
  });
  const own = legs.today
    .filter((difference) => !isTold(difference, legs))
    .map((difference): Change => {
      const decision = input.decisions.find((each) => covers(each, document, difference));
      const described = describe(difference, { ours: difference.before });
      return decision
        ? { ...described, acknowledged: true, reason: decision.reason }
        : { ...described, acknowledged: false };
    });
  return [...upstream, ...own];
}

/**
 * Whether a difference of ours is a consequence of a change upstream, which is told itself: it is at the same
 * place, or new within an operation that has changed.
 */
function isTold({ location, before, after }: Difference, { decided, upstream }: Legs): boolean {
  if (upstream.some((each) => each.location === location)) return true;
  const isOld = decided.some(
    (each) => each.location === location && equal(each.before, before) && equal(each.after, after),
  );
  return !isOld && upstream.some((each) => placeOf(each.location) === placeOf(location));
}

/**
 * A decision is stale where the difference it was made about is no more, and altogether if it never fits. What
 * Twilio has removed as a whole takes the decisions on its parts along.
 */
function staleOf(
  input: CheckInput,
  document: DocumentName,
  { decided, today }: Legs,
  isPartOfOne: (difference: Difference) => boolean,
): Stale[] {
  const decisions = input.decisions.filter((each) => each.document === document);
  return decisions.flatMap((decision) => {
    const { ours, published, reason, line } = decision;
    const about = ({ location }: Difference) => location;
    const before = decided.filter((each) => covers(decision, document, each));
    const now = new Set(today.filter((each) => covers(decision, document, each)).map(about));
    const lost = before.filter((each) => !now.has(each.location) && !isPartOfOne(each)).map(about);
    const isUnused = before.length === 0 && now.size === 0;
    return (isUnused ? [decision.location] : lost).map((location) => ({
      ...{ document, location, ours, published, reason },
      message: isUnused
        ? `${location}: no such difference (ours ${show(ours)}, published ${show(published)}).`
        : `${location}: this difference (ours ${show(ours)}, published ${show(published)}) is no more.`,
      ...{ file: relative(input.root, input.divergences), line },
    }));
  });
}

/** A value as text for people. */
export function show(value: Json, longest = 80): string {
  if (value === null) return "none";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
