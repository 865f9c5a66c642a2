import { isFatal } from "../errors.ts";
import type { ServiceSid } from "../sdk.ts";
import type { Session } from "../session.ts";
import type { Binding } from "./products.ts";
import type { Selection } from "./selection.ts";

/** A selected binding, and the service that it was found in. */
export interface Found {
  readonly binding: Binding;
  readonly service: ServiceSid;
}

/** Reads the selected bindings, one by one, in bounded memory. */
export interface Reading {
  readonly items: AsyncGenerator<Found, void, undefined>;
  /** The services that could not be read to their end, so far. */
  readonly failed: readonly ServiceSid[];
}

/**
 * Reads the selected bindings of one service after the other. A service that fails is reported, and the others are
 * read all the same.
 *
 * @param signal - ends it; by default ctrl-C, and when nobody reads the output any more
 */
export function readBindings(
  session: Session,
  selection: Selection,
  signal: AbortSignal = AbortSignal.any([session.interrupt.requested, session.out.closed]),
): Reading {
  const failed: ServiceSid[] = [];
  return { items: read(session, selection, failed, signal), failed };
}

async function* read(
  session: Session,
  selection: Selection,
  failed: ServiceSid[],
  signal: AbortSignal,
): AsyncGenerator<Found, void, undefined> {
  const { query, test } = selection.filters;
  let left = selection.limit;
  for (const { service, bindings } of selection.sources(session.client())) {
    if (left === 0) return;
    try {
      // What the API has no filter for is filtered here, so that its limit is not the limit of what is read.
      const options = { ...query, signal, ...(test === undefined ? { limit: left } : {}) };
      for await (const binding of bindings.list(options as object)) {
        if (test?.(binding) === false) continue;
        yield { binding, service };
        left -= 1;
        if (left === 0) return;
      }
    } catch (error) {
      signal.throwIfAborted();
      if (isFatal(error)) throw error;
      failed.push(service);
      session.notes.error(error, service);
    }
  }
}
