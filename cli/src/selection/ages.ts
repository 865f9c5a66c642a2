const DAY = 24 * 60 * 60 * 1000;

/** Clocks differ: a date that is so little ahead is taken for now, in milliseconds. */
const SKEW = DAY;

/** RFC 3339, which is what `date-time` means in the documents: `Date.parse` alone takes "1" for a year. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;

/** Ages since the last update: the days from which each begins, the youngest first. */
const ages = [
  [0, "under 7 days"],
  [7, "7 to 30 days"],
  [30, "30 to 90 days"],
  [90, "90 days to 1 year"],
  [365, "1 to 2 years"],
  [730, "over 2 years"],
] as const;

/** Dates that say nothing about age. */
const odd = ["in the future", "no valid date"] as const;

export type Age = (typeof ages)[number][1] | (typeof odd)[number];

/** The labels of the ages, the youngest first, then those of dates that say nothing about age. */
export const ageLabels: readonly Age[] = [...ages.map(([, label]) => label), ...odd];

/** The age of what was last updated at a date, as the API writes dates. */
export function ageOf(date: unknown, now: number): Age {
  const time = typeof date === "string" && dateTime.test(date) ? Date.parse(date) : NaN;
  if (Number.isNaN(time)) return "no valid date";
  if (time - now > SKEW) return "in the future";
  const days = Math.max(0, (now - time) / DAY);
  return ages.findLast(([from]) => days >= from)?.[1] ?? "no valid date";
}

/** Whether a label is of dates that say nothing about age. */
export const isOddAge = (age: Age): boolean => odd.some((label) => label === age);

/** Whether a label is of an age of at least so many days. */
export const isOlderThan = (age: Age, days: number): boolean =>
  ages.some(([from, label]) => label === age && from >= days);
