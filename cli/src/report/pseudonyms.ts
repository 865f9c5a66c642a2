import type { Summary } from "./summary.ts";

/**
 * Names users by number instead of by identity, in the order in which they are asked for: within one report, one name
 * stands for one identity. `redact` of the SDK writes the same for everybody, which would merge the users of a list.
 */
export function createPseudonyms(): (identity: string) => string {
  const numbers = new Map<string, number>();
  return (identity) => {
    const number = numbers.get(identity) ?? numbers.size + 1;
    numbers.set(identity, number);
    return `user ${number}`;
  };
}

/** Copies a summary without identities. */
export function maskUsers(summary: Summary, pseudonymOf: (identity: string) => string): Summary {
  return { ...summary, topUsers: summary.topUsers.map((one) => ({ ...one, user: pseudonymOf(one.user) })) };
}
