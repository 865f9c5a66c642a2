import * as checks from "../checks.ts";
import { ValidationError } from "../errors.ts";
import { type CallOptions, callShape } from "../options.ts";
import { type ListQuery, type Target, filterShape, listQuery } from "../paging/index.ts";
import type { AnyFilters, FiltersOf } from "../types.ts";
import type { RemovalProgress } from "./report.ts";

/** The options that select bindings. A bulk removal needs at least one of them. */
type Selector = keyof AnyFilters | "filter" | "all";

/** The names of the options of a bulk removal. */
export type RemovalOptionName = keyof RemovalParts<never, AnyFilters>;

/** Options of a bulk removal. At least one of the filters, `filter` or `all` is required. */
export type RemoveAllOptions<Item, Filters> = {
  [Name in Selector]: RemovalParts<Item, Filters> & Required<Pick<RemovalParts<Item, Filters>, Name>>;
}[Selector];

/** The properties from which TypeScript infers the names of the given options. */
type Named<Name extends string> = Partial<Record<Name, unknown>>;

/** The one name, or `never` if there are several. */
type Only<Name> = (Name extends unknown ? (name: Name) => void : never) extends (name: infer One) => void
  ? One
  : never;

/** Without a value, the only selector would select nothing. Of several, TypeScript cannot require any one. */
type Given<Parts, Name> = Required<Pick<Parts, Only<Name & Selector> & keyof Parts>>;

/**
 * Requires of the options of `removeAll`, by the names of those given, that they select something. The union
 * {@link RemoveAllOptions} says the same, but editors show no descriptions for members of a union.
 */
export type Selecting<Parts, Name extends string> = Named<Name> &
  ([Name & Selector] extends [never] ? NothingSelected : Given<Parts, Name>);

/** Appears in compiler messages if the options of `removeAll` select nothing. */
export interface NothingSelected {
  /** Required, unless `filter` or a filter such as `identity` is given. */
  readonly all: true;
}

/** The options of a bulk removal, one by one. */
export interface RemovalParts<Item, Filters> extends CallOptions, FiltersOf<Filters> {
  /** Called once with each binding that the filters select; removes those for which it returns `true`. */
  filter?: (binding: Item) => boolean | Promise<boolean>;
  /** Selects all bindings. Required if there is no filter. */
  all?: true;
  /** If more bindings match, removes nothing and rejects with a `RemovalError`, unless in a dry run. @default Infinity */
  atMost?: number;
  /** Maximum number of bindings to remove: the first that match. @default Infinity */
  limit?: number | undefined;
  /** Lists what matches and removes nothing. @default false */
  dryRun?: boolean | undefined;
  /** Maximum number of concurrent requests. The actual number adapts to 429 responses. @default 24 */
  concurrency?: number | undefined;
  /** Called with each binding that matches, before anything is removed; also in a dry run. */
  onMatched?: ((binding: Item) => void | Promise<void>) | undefined;
  /** Called with each binding that was removed. With it, all that match stay in memory, about 1 kB each. */
  onRemoved?: ((binding: Item) => void | Promise<void>) | undefined;
  /** Called after each binding. If a callback throws, the removal ends with a `RemovalError`. */
  onProgress?: ((progress: RemovalProgress) => void | Promise<void>) | undefined;
}

/** A removal that has been checked. */
export interface RemovalTask<Item> {
  readonly list: ListQuery;
  readonly options: Readonly<RemovalParts<Item, object>>;
}

const all: checks.Check = (name, value) => {
  if (value === true) return value;
  throw checks.invalid(name, "true", value);
};

const ownShape: checks.Shape = {
  filter: checks.selector(checks.func),
  all: checks.selector(all),
  // A guard without a value would guard nothing.
  atMost: checks.selector(checks.limit),
  limit: checks.limit,
  dryRun: checks.boolean,
  concurrency: checks.integer(1),
  onMatched: checks.func,
  onRemoved: checks.func,
  onProgress: checks.func,
  ...callShape,
};

/** Reads the options of a bulk removal. @throws {@link ValidationError} if nothing is selected */
export function readRemovalOptions<Item>(target: Target, given: unknown): RemovalTask<Item> {
  const filters = filterShape(target);
  const options = checks.readOptions<RemovalParts<Item, object>>(given, { ...filters, ...ownShape });
  const selectors = [...Object.keys(filters), "filter", "all"];
  if (!selectors.some((name) => name in options))
    throw new ValidationError("options", `at least one of ${selectors.join(", ")}`, "none of them");
  // Without a filter of the caller's own, what is listed first is what is removed.
  const limited = options.filter ? checks.mergeOptions(options, { limit: Infinity }) : options;
  return { list: { ...listQuery(target, limited), isExact: false }, options };
}
