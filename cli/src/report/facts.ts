import { isOlderThan } from "../selection/ages.ts";
import { counted } from "../terminal/styles.ts";
import { formatRatio, formatShare, formatTime } from "./format.ts";
import type { Report } from "./report.ts";

/** A number that stands at the top. */
export interface Fact {
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
}

/** In days. */
const YEAR = 365;

export function factsOf({ bindings, users, withoutCredential, ages }: Report): readonly Fact[] {
  const old = ages.reduce((sum, { age, bindings: count }) => sum + (isOlderThan(age, YEAR) ? count : 0), 0);
  return [
    { value: counted(bindings), label: bindings === 1 ? "binding" : "bindings" },
    {
      value: counted(users),
      label: users === 1 ? "user" : "users",
      detail: `${formatRatio(bindings, users)} bindings each`,
    },
    {
      value: counted(withoutCredential),
      label: "without credential",
      detail: formatShare(withoutCredential, bindings),
    },
    { value: counted(old), label: "not updated for a year", detail: formatShare(old, bindings) },
  ];
}

/** What a report is of. Several services have a table of their own. */
export function scopeOf({ product, services, filters, createdAt }: Report): readonly Fact[] {
  const [only] = services.length === 1 ? services : [];
  return [
    { label: "Product", value: product },
    only ? { label: "Service", value: only.service } : { label: "Services", value: counted(services.length) },
    ...(filters.length > 0 ? [{ label: "Only", value: filters.join(", ") }] : []),
    { label: "Created", value: formatTime(createdAt) },
  ];
}

/** Says that the figures are not all. */
export const failureText = (services: readonly string[]): string =>
  `Not listed to the end: ${services.join(", ")}. What was listed of them is counted.`;
