import type { Binding } from "./products.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Ages since the last update: the days from which each begins, the youngest first. */
const ages = [
  [0, "under 7 days"],
  [7, "7 to 30 days"],
  [30, "30 to 90 days"],
  [90, "90 days to 1 year"],
  [365, "1 to 2 years"],
  [730, "over 2 years"],
] as const;

/** What stands in the place of a value that a binding does not have. */
export const NONE = "none";

/** The age of a binding since its last update. */
function ageOf(binding: Binding, now: number): string {
  const days = (now - Date.parse(binding.date_updated)) / DAY;
  return ages.findLast(([from]) => days >= from)?.[1] ?? ages[0][1];
}

const groupers = {
  type: ({ binding_type }: Binding) => [binding_type],
  identity: ({ identity }: Binding) => [identity],
  credential: ({ credential_sid }: Binding) => [credential_sid ?? NONE],
  age: (binding: Binding, now: number) => [ageOf(binding, now)],
  // A binding counts for each of its message types.
  "message-type": ({ message_types }: Binding) => (message_types?.length ? message_types : [NONE]),
} satisfies Record<string, (binding: Binding, now: number) => readonly string[]>;

/** What bindings can be counted by. */
export type Grouping = keyof typeof groupers | "service";

export const groupings = [...(Object.keys(groupers) as Grouping[]), "service"] as const;

/** The groups that a binding counts for. */
export function groupsOf(
  by: Grouping,
  binding: Binding,
  service: string,
  now = Date.now(),
): readonly string[] {
  return by === "service" ? [service] : groupers[by](binding, now);
}
