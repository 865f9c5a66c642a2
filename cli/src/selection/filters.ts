import { UsageError, parseOption } from "../errors.ts";
import { parseCredentialSid } from "../sdk.ts";
import { dateBefore } from "./age.ts";
import { NONE } from "./groups.ts";
import type { Binding, ProductName } from "./products.ts";
import { bindingTypesOf } from "./products.ts";

/** The flags that filter. */
export interface FilterFlags {
  readonly type?: readonly string[];
  readonly identity?: readonly string[];
  readonly credential?: readonly string[];
  readonly messageType?: readonly string[];
  readonly olderThan?: string;
  readonly newerThan?: string;
}

/** Which bindings of a service are meant. */
export interface Filters {
  /** What the API filters by: options of `list` and `removeAll`. */
  readonly query: { readonly bindingType?: readonly string[]; readonly identity?: readonly string[] };
  /** What the API has no filter for; `undefined` if nothing of it is asked for. */
  readonly test: ((binding: Binding) => boolean) | undefined;
  /** For people, one line each; without personal data. */
  readonly description: readonly string[];
}

const nonEmpty = (option: string, values: readonly string[]) => {
  // An identity that a script failed to fill in must not select anybody else.
  if (values.includes("")) throw new UsageError(`${option}: expected a value, got an empty string`);
  return [...new Set(values)];
};

/** Reads the flags. @throws UsageError or ValidationError */
export function readFilters(flags: FilterFlags, product: ProductName, now = Date.now()): Filters {
  const query: { bindingType?: readonly string[]; identity?: readonly string[] } = {};
  const description: string[] = [];
  const tests: ((binding: Binding) => boolean)[] = [];
  if (flags.type) {
    const known = bindingTypesOf(product);
    query.bindingType = nonEmpty("--type", flags.type);
    if (query.bindingType.some((type) => !known.includes(type)))
      throw new UsageError(`--type: expected one of ${known.join(", ")} for --product ${product}`);
    description.push(`type ${query.bindingType.join(" or ")}`);
  }
  if (flags.identity) {
    query.identity = nonEmpty("--identity", flags.identity);
    description.push(query.identity.length === 1 ? "one identity" : `${query.identity.length} identities`);
  }
  if (flags.credential) {
    const wanted = new Set<string>(
      flags.credential.map((sid) =>
        sid === NONE ? NONE : parseOption("--credential", parseCredentialSid, sid),
      ),
    );
    tests.push((binding) => wanted.has(binding.credential_sid ?? NONE));
    description.push(`credential ${[...wanted].join(" or ")}`);
  }
  if (flags.messageType) {
    const wanted = nonEmpty("--message-type", flags.messageType);
    tests.push((binding) => wanted.some((type) => binding.message_types?.includes(type)));
    description.push(`message type ${wanted.join(" or ")}`);
  }
  if (flags.olderThan !== undefined) {
    const date = dateBefore("--older-than", flags.olderThan, now);
    tests.push((binding) => Date.parse(binding.date_updated) < date.getTime());
    description.push(`last updated before ${shortDate(date)}`);
  }
  if (flags.newerThan !== undefined) {
    const date = dateBefore("--newer-than", flags.newerThan, now);
    tests.push((binding) => Date.parse(binding.date_updated) >= date.getTime());
    description.push(`last updated since ${shortDate(date)}`);
  }
  const test = tests.length === 0 ? undefined : (binding: Binding) => tests.every((one) => one(binding));
  return { query, test, description };
}

const shortDate = (date: Date) => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
