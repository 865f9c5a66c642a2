import { invalid, readOptions } from "../checks.ts";
import { raceAbort } from "../http/index.ts";
import type { AnyBinding } from "../types.ts";
import { createListing } from "./listing.ts";
import { type ListOptions, listQuery, listShape } from "./options.ts";
import type { ListTarget } from "./target.ts";

/** Called with each binding; `done()` ends the iteration, and `done(error)` fails it. What it returns is awaited. */
export type EachCallback<Item> = (binding: Item, done: (error?: unknown) => void) => unknown;

/** Options of `each`: those of a list, and the callbacks, as in the official library. */
export interface EachOptions<Item, Filters> extends ListOptions<Filters> {
  /** Called with each binding, if there is no second argument. */
  callback?: EachCallback<Item> | undefined;
  /** Called once at the end, with the error if there was one, which then does not reject the promise. */
  done?: ((error?: unknown) => unknown) | undefined;
}

/** Calls back with each binding of a list. @throws {@link ValidationError} if there is no callback */
export async function each(target: ListTarget, first: unknown, second: unknown): Promise<void> {
  const isBare = typeof first === "function";
  const options = readOptions<EachOptions<AnyBinding, object>>(isBare ? {} : first, listShape(target));
  const callback = isBare ? first : (second ?? options.callback);
  if (typeof callback !== "function") throw invalid("callback", "a function", callback);
  const query = { ...listQuery(target, options), call: options };
  const listing = createListing<AnyBinding>(target, () => query);
  try {
    const error = await callEach(target, listing, callback as EachCallback<AnyBinding>, options.signal);
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the caller's own error
    if (error !== undefined) throw error;
  } catch (error) {
    if (!options.done) throw error;
    await options.done(error);
    return;
  }
  await options.done?.();
}

/** Returns the error that the callback ended the iteration with. */
async function callEach<Item>(
  { client }: ListTarget,
  listing: AsyncIterable<Item>,
  callback: EachCallback<Item>,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const signals = [client.options.signal, signal];
  const state: { end?: readonly [error?: unknown] } = {};
  const done = (...error: [error?: unknown]) => {
    state.end ??= error;
  };
  for await (const item of listing) {
    await raceAbort(signals, callback(item, done));
    if (state.end) break;
  }
  return state.end?.[0];
}
