import { invalid, readOptions } from "../checks.ts";
import { raceAbort } from "../http/index.ts";
import type { AnyBinding } from "../types.ts";
import { createListing } from "./listing.ts";
import { type ListOptions, listQuery, listShape } from "./options.ts";
import type { Target } from "./target.ts";

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
export async function each(target: Target, first: unknown, second: unknown): Promise<void> {
  const isBare = typeof first === "function" && second === undefined;
  const options = readOptions<EachOptions<AnyBinding, object>>(isBare ? {} : first, listShape(target));
  const callback = isBare ? first : (second ?? options.callback);
  if (typeof callback !== "function") throw invalid("callback", "a function", callback);
  const query = listQuery(target, options);
  const signals = [target.client.options.signal, options.signal];
  const end: { args?: readonly [error?: unknown] } = {};
  const done = (...args: [error?: unknown]) => {
    end.args ??= args;
  };
  try {
    for await (const item of createListing(target, () => query)) {
      await raceAbort(signals, (callback as EachCallback<AnyBinding>)(item, done));
      if (end.args) break;
    }
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the caller's own error
    if (end.args?.[0] !== undefined) throw end.args[0];
  } catch (error) {
    if (!options.done) throw error;
    await options.done(error);
    return;
  }
  await options.done?.();
}
