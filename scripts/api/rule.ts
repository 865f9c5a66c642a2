/** How much a release changes. */
export type Bump = "none" | "patch" | "minor" | "major";

const order: readonly Bump[] = ["none", "patch", "minor", "major"];

/** Whether a bump is as much as another one, or more. */
export function reaches(bump: Bump, other: Bump): boolean {
  return order.indexOf(bump) >= order.indexOf(other);
}

/** The larger one. */
export function larger(bump: Bump, other: Bump): Bump {
  return reaches(bump, other) ? bump : other;
}

/**
 * What a change of a report asks for. What only adds lines adds something; a line that is changed or gone may break a
 * caller's compilation, which counts as breaking. Before 1.0.0 a minor release may break.
 */
export function neededFor(before: string, after: string, version: string): Bump {
  const [old, now] = [linesOf(before), linesOf(after)];
  if (old.join("\n") === now.join("\n")) return "none";
  const stable = !version.startsWith("0.");
  if (isSubsequence(old, now)) return stable ? "minor" : "patch";
  return stable ? "major" : "minor";
}

/** The step from one version to a later one. */
export function bumpBetween(before: string, after: string): Bump {
  const [from, to] = [partsOf(before), partsOf(after)];
  const [major, minor, patch] = from.map((part, place) => part !== to[place]);
  return major ? "major" : minor ? "minor" : patch ? "patch" : "none";
}

function partsOf(version: string): readonly string[] {
  return version.split("-", 1)[0]?.split(".") ?? [];
}

/** Without empty lines and API Extractor's notes, such as that a comment is missing. */
function linesOf(report: string): readonly string[] {
  return report.split(/\r?\n/).filter((line) => !/^\s*(\/\/.*)?$/.test(line));
}

function isSubsequence(few: readonly string[], many: readonly string[]): boolean {
  let place = 0;
  for (const line of many) if (line === few[place]) place += 1;
  return place === few.length;
}
