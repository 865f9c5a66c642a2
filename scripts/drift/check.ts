import { relative } from "node:path";
import type { OpenApiDocument } from "../openapi/load.ts";
import { type AcceptedDifference, covers } from "./accepted-differences.ts";
import { type Difference, compareScopes } from "./compare.ts";
import { type DescriptionDigests, compareDescriptions, descriptionsOf } from "./descriptions.ts";
import { type Json, compareText, equal, formatValue } from "./json.ts";
import { isWithin, locate, operationIn } from "./locate.ts";
import type { Project } from "./project.ts";
import { type Class, type RuleId, ruleFor } from "./rules.ts";
import { type Scope, readScope } from "./scope.ts";

export interface Report {
  readonly published: { readonly source: string; readonly version: string };
  readonly changes: readonly Change[];
  readonly stale: readonly Stale[];
}

interface Entry {
  readonly document: string;
  readonly location: string;
  readonly ours: Json;
  readonly published: Json;
  readonly message: string;
  /** Where to look: in our documents, or in divergences.yaml. */
  readonly file: string;
  readonly line: number;
}

export interface Change extends Entry {
  readonly class: Class;
  readonly rule: RuleId;
  /** The pinned version's value, if it is not `published`. For a description its digest; `ours` is then null. */
  readonly pinned?: Json;
  /** The rule's text: what the change means. */
  readonly meaning: string;
  readonly acknowledged: boolean;
  /** Why the difference is accepted. */
  readonly reason?: string;
}

/** An accepted difference that no longer applies. */
export interface Stale extends Entry {
  readonly reason: string;
}

export interface CheckInput {
  readonly project: Project;
  readonly name: string;
  readonly ours: OpenApiDocument;
  readonly published: OpenApiDocument;
  /** The scope of the pinned version, and its descriptions. */
  readonly pinned: OpenApiDocument;
  readonly descriptions: DescriptionDigests;
  readonly accepted: readonly AcceptedDifference[];
  /** The command that records newly covered operations. */
  readonly acceptCommand: string;
}

/** Whether there is nothing to review. */
export function isClean(report: Report): boolean {
  return report.stale.length === 0 && report.changes.every(({ acknowledged }) => acknowledged);
}

interface Comparisons {
  readonly ours: Scope;
  /** Ours with the published document: each difference must be accepted. */
  readonly current: readonly Difference[];
  /** Ours with the pinned version: what the accepted differences were written for. */
  readonly former: readonly Difference[];
  /** The pinned version with the published document: what has changed upstream. */
  readonly upstream: readonly Difference[];
  /** Operations in ours and in the published document that the pinned version has no record of. */
  readonly newlyCovered: readonly string[];
  /** Whether a location is inside something that was added or removed upstream, which is reported once. */
  readonly isPart: (location: string) => boolean;
}

/** Checks one document. Changes and stale entries are ordered by location. */
export function checkDocument(input: CheckInput): Pick<Report, "changes" | "stale"> {
  const comparisons = compareAll(input);
  const byLocation = (a: Entry, b: Entry) => compareText(a.location, b.location);
  return {
    changes: changesOf(input, comparisons).sort(byLocation),
    stale: staleOf(input, comparisons).sort(byLocation),
  };
}

function compareAll({ project, ...input }: CheckInput): Comparisons {
  const { scope: pattern } = project.config;
  const ours = readScope(input.ours);
  const pinned = readScope(input.pinned);
  const published = readScope(input.published, pattern, [ours, pinned]);
  const newlyCovered = [...published.operations.keys()].filter(
    (key) => ours.operations.has(key) && !pinned.operations.has(key),
  );
  // Paths that only ours has added to the scope are not compared: the pinned version has no record of them.
  const recorded = readScope(input.published, pattern, [pinned]);
  const moved = compareScopes(pinned, recorded).filter(({ location }) => !newlyCovered.includes(location));
  const isPart = (location: string) =>
    moved.some(
      (each) => each.location !== location && isPresence(each) && isWithin(location, each.location),
    ) ||
    (location.startsWith("/") && [pinned, recorded].some(({ paths }) => !paths.has(operationIn(location))));
  const descriptions = compareDescriptions(input.descriptions, descriptionsOf(recorded)).filter(
    ({ location }) => !isPart(location) && !newlyCovered.includes(operationIn(location)),
  );
  return {
    ...{ ours, newlyCovered, isPart, upstream: [...moved, ...descriptions] },
    current: compareScopes(ours, published),
    former: compareScopes(ours, pinned),
  };
}

function isPresence({ before, after }: Difference): boolean {
  return (before === "present" && after === null) || (before === null && after === "present");
}

function changesOf(input: CheckInput, comparisons: Comparisons): Change[] {
  const { project, name: document, accepted } = input;
  const changeAt = (difference: Difference, values: Pick<Change, "ours" | "pinned">): Change => {
    const { location, rule, before, after } = difference;
    const { file, line } = locate(comparisons.ours, location);
    return {
      ...{ document, location, class: rule.class, rule: rule.id, ...values, published: after },
      message: `${location}: ${formatValue(before)} → ${formatValue(after)}. ${rule.text}`,
      ...{ meaning: rule.text, acknowledged: false, file: relative(project.root, file), line },
    };
  };
  const upstream = comparisons.upstream.map((difference) => {
    const isDescription = difference.rule.class === "docs-only";
    const ours = isDescription ? null : locate(comparisons.ours, difference.location).value;
    return changeAt(difference, { ours, pinned: difference.before });
  });
  const newlyCovered = comparisons.newlyCovered.map((location): Change => {
    const rule = ruleFor("operation-newly-covered", "request");
    const meaning = `${rule.text} Record it: ${input.acceptCommand}`;
    const difference = { location, rule, before: null, after: "present" };
    const change = changeAt(difference, { ours: "present", pinned: null });
    return { ...change, meaning, message: `${location}: ${meaning}` };
  });
  const own = comparisons.current
    .filter((difference) => !isConsequence(difference, comparisons))
    .map((difference): Change => {
      const change = changeAt(difference, { ours: difference.before });
      const match = accepted.find((each) => covers(each, difference));
      return match ? { ...change, acknowledged: true, reason: match.reason } : change;
    });
  return [...upstream, ...newlyCovered, ...own];
}

/**
 * Whether a difference of ours follows from a change upstream, which is reported itself: it is at the same
 * location, or new within an operation that has changed.
 */
function isConsequence({ location, before, after }: Difference, { former, upstream }: Comparisons): boolean {
  if (upstream.some((each) => each.location === location)) return true;
  const isOld = former.some(
    (each) => each.location === location && equal(each.before, before) && equal(each.after, after),
  );
  const hasChanged = upstream.some(
    ({ rule, location: at }) => rule.class !== "docs-only" && operationIn(at) === operationIn(location),
  );
  return hasChanged && !isOld;
}

/**
 * An accepted difference is stale at each location where it applied to the pinned version and no longer does, and
 * as a whole if it applies nowhere. Inside something that was removed upstream it goes with it.
 */
function staleOf({ project, name, accepted }: CheckInput, { former, current, isPart }: Comparisons): Stale[] {
  return accepted.flatMap((entry) => {
    const { ours, published, reason, line } = entry;
    const locationsIn = (differences: readonly Difference[]) =>
      differences.filter((each) => covers(entry, each)).map(({ location }) => location);
    const [then, now] = [locationsIn(former), locationsIn(current)];
    const isUnused = then.length === 0 && now.length === 0;
    const lost = then.filter((location) => !now.includes(location) && !isPart(location));
    const values = `ours ${formatValue(ours)}, published ${formatValue(published)}`;
    const problem = isUnused ? "there is no such difference" : "the difference no longer exists";
    return (isUnused ? [entry.location] : lost).map((location) => ({
      ...{ document: name, location, ours, published, reason },
      message: `${location}: ${problem} (${values}).`,
      ...{ file: relative(project.root, project.divergences), line },
    }));
  });
}
