import { ValidationError, show } from "./errors.ts";
import type { ListTarget } from "./page-url.ts";
import { callOptionNames, checkCallOptions, checkFunction, checkNames } from "./options.ts";
import { type QueryValues, optionName, queryValues } from "./parameters.ts";
import { type RemovalOptions, checkRemovalOptions } from "./remove-all.ts";

/** Which bindings a bulk removal removes: those that pass everything given. At least one must be given. */
export type Selection<Item, Filters> = {
  [Name in keyof Filters]?: Exclude<Filters[Name], undefined>;
} & {
  /** Called with each binding that the filters select; true removes it. */
  filter?: (binding: Item) => boolean | Promise<boolean>;
  /** Removes all, where nothing else is given. */
  all?: true;
};

/** Options of a bulk removal. */
export type RemoveAllOptions<Item, Filters> = RemovalOptions & Selection<Item, Filters>;

const REMOVAL_OPTIONS = ["concurrency", "dryRun", "onProgress", ...callOptionNames] as const;

/**
 * Checks what a bulk removal is asked to remove, and gives the query for the list.
 *
 * @throws ValidationError where nothing is selected, or where something was meant to be and is undefined: what comes
 * out of a misspelt property must not remove everybody's bindings.
 */
export function selectionQuery(target: ListTarget, options: Readonly<Record<string, unknown>>): QueryValues {
  const filters = target.operation.filters.map(optionName);
  const selectors = [...filters, "filter", "all"];
  checkNames(options, [...selectors, ...REMOVAL_OPTIONS]);
  checkCallOptions(options);
  checkRemovalOptions(options);
  const given = selectors.filter((name) => name in options);
  const missing = given.find((name) => options[name] === undefined);
  if (missing !== undefined) throw new ValidationError(missing, "a value", "undefined");
  if (given.length === 0)
    throw new ValidationError("options", `at least one of ${selectors.join(", ")}`, "none");
  if ("all" in options && options["all"] !== true)
    throw new ValidationError("all", "true", show(options["all"]));
  checkFunction("filter", options["filter"]);
  return queryValues(target.operation, options);
}
