const day = 86_400_000;

/** Clocks differ: a date that is this little ahead is taken for now. */
const skew = day;

/** RFC 3339, which is what `date-time` means in the documents: `Date.parse` alone takes "1" for a year. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;

/** The longest age of each group. A year is what "not updated for a year" counts from. */
const groups = [
  { label: "up to 7 days", days: 7, isOld: false },
  { label: "8 to 30 days", days: 30, isOld: false },
  { label: "31 to 90 days", days: 90, isOld: false },
  { label: "91 to 180 days", days: 180, isOld: false },
  { label: "181 to 365 days", days: 365, isOld: false },
  { label: "1 to 2 years", days: 730, isOld: true },
  { label: "more than 2 years", days: Infinity, isOld: true },
] as const;

/** Dates that say nothing about age. */
const odd = ["in the future", "no valid date"] as const;

export type AgeGroup = (typeof groups)[number]["label"] | (typeof odd)[number];

/** All groups, the newest first, then those of odd dates. */
export const ageGroups: readonly AgeGroup[] = [...groups.map(({ label }) => label), ...odd];

/** Whether a group is of dates that say nothing about age. */
export const isOddAge = (group: AgeGroup): boolean => odd.some((label) => label === group);

/** Whether a group is of bindings that were not updated for a year. */
export const isOldAge = (group: AgeGroup): boolean =>
  groups.some(({ label, isOld }) => label === group && isOld);

/** The group of a date, as the API writes one. */
export function ageGroupOf(date: unknown, now: number): AgeGroup {
  const time = typeof date === "string" && dateTime.test(date) ? Date.parse(date) : NaN;
  if (Number.isNaN(time)) return "no valid date";
  if (time - now > skew) return "in the future";
  // Whole days, so that each group ends where its label says.
  const age = Math.floor((now - time) / day);
  return groups.find(({ days }) => age <= days)?.label ?? "no valid date";
}
