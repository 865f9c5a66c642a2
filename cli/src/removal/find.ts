import type { Session } from "../session.ts";
import type { Binding } from "../selection/products.ts";
import { readBindings } from "../selection/read.ts";
import type { Selection } from "../selection/selection.ts";
import { type Plan, type Target, addFound } from "./target.ts";

/** Called with each binding that is found, before anything is removed. */
export type OnFound = (binding: Binding) => void | Promise<void>;

/** Lists what is selected. Takes about 100 bytes of memory for each binding. */
export async function findSelected(session: Session, selection: Selection, onFound: OnFound): Promise<Plan> {
  const { filters, product } = selection;
  const targets = new Map(
    selection
      .sources(session.client())
      .map(({ service, bindings }): [string, Target] => [
        service,
        { product, service, bindings, filters, sids: new Set(), types: new Map(), alreadyGone: 0 },
      ]),
  );
  const { items, failed } = readBindings(session, selection, session.interrupt.requested);
  const { progress } = session.notes;
  progress.start("Listing");
  let count = 0;
  for await (const { binding, service } of items) {
    const target = targets.get(service);
    if (target === undefined || !addFound(target, binding)) continue;
    await onFound(binding);
    progress.update(++count);
  }
  progress.stop();
  return {
    targets: [...targets.values()].filter(({ sids }) => sids.size > 0),
    description: filters.description.join(", ") || "all",
    problems: failed.length,
  };
}
