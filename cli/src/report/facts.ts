import { isOldAge } from "./age.ts";
import { formatCount, formatRatio, formatShare, formatTime } from "./format.ts";
import type { Report } from "./report.ts";

/** A number that stands at the top. */
export interface Fact {
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
}

export function factsOf({ bindings, users, withoutCredential, ages }: Report): readonly Fact[] {
  const old = ages.reduce((sum, { age, bindings: count }) => sum + (isOldAge(age) ? count : 0), 0);
  return [
    { value: formatCount(bindings), label: "bindings" },
    { value: formatCount(users), label: "users", detail: `${formatRatio(bindings, users)} bindings each` },
    {
      value: formatCount(withoutCredential),
      label: "without credential",
      detail: formatShare(withoutCredential, bindings),
    },
    { value: formatCount(old), label: "not updated for a year", detail: formatShare(old, bindings) },
  ];
}

/** So many services are named at the top; more of them have a table. */
const namedServices = 3;

/** What a report is of, in words: product, services, filters, time. */
export function scopeOf({ product, services, filters, createdAt }: Report): readonly Fact[] {
  const names = services.map(({ service }) => service);
  return [
    { label: "Product", value: product },
    {
      label: names.length === 1 ? "Service" : "Services",
      value: names.length > namedServices ? formatCount(names.length) : names.join(", "),
    },
    ...Object.entries(filters).map(([label, values]) => ({ label, value: values.join(", ") })),
    { label: "Created", value: formatTime(createdAt) },
  ];
}
