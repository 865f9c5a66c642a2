import { ageOf } from "./ages.ts";
import type { Binding } from "./products.ts";

/** What stands in the place of a value that a binding does not have. */
export const NONE = "none";

const groupers = {
  type: ({ binding_type }: Binding) => [binding_type],
  identity: ({ identity }: Binding) => [identity],
  credential: ({ credential_sid }: Binding) => [credential_sid ?? NONE],
  age: ({ date_updated }: Binding, now: number) => [ageOf(date_updated, now)],
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
