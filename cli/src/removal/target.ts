import type { BindingSid, ServiceSid } from "../sdk.ts";
import type { Binding, Bindings, ProductName } from "../selection/products.ts";
import type { Filters } from "../selection/filters.ts";

/** What is to be removed from a service: what was found there, and nothing else. */
export interface Target {
  readonly product: ProductName;
  readonly service: ServiceSid;
  readonly bindings: Bindings;
  readonly sids: Set<BindingSid>;
  /** How many there are of each binding type. */
  readonly types: Map<string, number>;
  /** What was asked for; `undefined` if the bindings were named one by one, and are requested one by one. */
  readonly filters: Filters | undefined;
  /** Bindings of a file that are not there any more. */
  alreadyGone: number;
}

/** Adds a binding that was found. Returns whether it is new: a list may show a binding on two pages. */
export function addFound({ sids, types }: Target, { sid, binding_type: type }: Binding): boolean {
  if (sids.has(sid)) return false;
  sids.add(sid);
  types.set(type, (types.get(type) ?? 0) + 1);
  return true;
}

/** What is to be removed, of all services. */
export interface Plan {
  readonly targets: readonly Target[];
  /** What was asked for, in words. */
  readonly description: string;
  /** How many services could not be read, and bindings that were named were not found. Each has been reported. */
  readonly problems: number;
}

/** Adds up numbers of the targets. */
export const sumOf = <Item>(items: readonly Item[], count: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + count(item), 0);

/** How many bindings are to be removed. */
export const foundCount = ({ targets }: Plan): number => sumOf(targets, ({ sids }) => sids.size);
