import { UsageError, isFatal } from "../errors.ts";
import { type BindingSid, NotFoundError, type ServiceSid, isBindingSid, parseServiceSid } from "../sdk.ts";
import type { Session } from "../session.ts";
import type { Filters } from "../selection/filters.ts";
import { type Binding, type ProductName, bindingsOf, productNames } from "../selection/products.ts";
import { readBindings } from "../selection/read.ts";
import type { Scope } from "../selection/selection.ts";
import type { OnFound } from "./find.ts";
import { type Plan, type Target, addFound } from "./target.ts";

/** A binding that is named, and where it is, if that is known. */
export interface Named {
  readonly sid: BindingSid;
  readonly service?: ServiceSid;
  readonly product?: ProductName;
}

/** Up to so many bindings of a service are requested one by one; more are looked for in the list of the service. */
const MOST_REQUESTS = 100;

/**
 * Reads bindings from lines: of `--failures`, a backup, `list --format ndjson`, or SIDs alone.
 *
 * @throws UsageError with the number of the line that is wrong
 */
export function readNamed(content: string): readonly Named[] {
  return content.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === "") return [];
    const named = readLine(line.trim());
    if (named === undefined)
      throw new UsageError(`--from-file: line ${index + 1} is neither a binding SID nor JSON with one`);
    return [named];
  });
}

function readLine(line: string): Named | undefined {
  if (isBindingSid(line)) return { sid: line };
  try {
    const parsed = Object(JSON.parse(line)) as Readonly<Record<string, unknown>>;
    const { sid, product, service_sid = parsed["chat_service_sid"] } = parsed;
    if (!isBindingSid(sid)) return undefined;
    return {
      sid,
      ...(service_sid === undefined ? {} : { service: parseServiceSid(service_sid) }),
      ...(productNames.includes(product as ProductName) ? { product: product as ProductName } : {}),
    };
  } catch {
    return undefined;
  }
}

/** The bindings that are named, of one service. */
interface Group {
  readonly target: Target;
  readonly wanted: ReadonlySet<BindingSid>;
}

/**
 * Looks up what is named.
 *
 * @param isFile - whether it comes from a file, so that what is not there any more is done, and no mistake
 */
export async function findNamed(
  session: Session,
  scope: Scope,
  named: readonly Named[],
  isFile: boolean,
  onFound: OnFound,
): Promise<Plan> {
  const groups = groupsOf(session, scope, named);
  const { progress } = session.notes;
  const found = new Set<BindingSid>();
  const unknown = new Set<BindingSid>();
  let problems = 0;
  progress.start("Looking up", named.length);
  for (const { target, wanted } of groups) {
    const add = async (binding: Binding) => {
      if (!addFound(target, binding)) return;
      found.add(binding.sid);
      await onFound(binding);
      progress.update(found.size);
    };
    const isRead =
      target.filters === undefined
        ? await requestEach(session, target, wanted, add)
        : await lookThroughList(session, target, add);
    if (isRead) target.alreadyGone = isFile ? wanted.size - target.sids.size : 0;
    else {
      problems += 1;
      for (const sid of wanted) unknown.add(sid);
    }
  }
  progress.stop();
  const missing = isFile ? [] : named.filter(({ sid }) => !found.has(sid) && !unknown.has(sid));
  for (const { sid } of missing) session.notes.error(new Error("there is no such binding"), sid);
  return {
    targets: groups
      .map(({ target }) => target)
      .filter(({ sids, alreadyGone }) => sids.size + alreadyGone > 0),
    description: "by SID",
    problems: problems + missing.length,
  };
}

/** A named binding may be in each of the services of the command line, unless it says where it is. */
function groupsOf(session: Session, scope: Scope, named: readonly Named[]): readonly Group[] {
  const wanted = new Map<string, { product: ProductName; service: ServiceSid; sids: Set<BindingSid> }>();
  for (const { sid, service: own, product = scope.product } of named) {
    for (const service of own === undefined ? scope.services : [own]) {
      const key = `${product} ${service}`;
      const group = wanted.get(key) ?? { product, service, sids: new Set() };
      wanted.set(key, group);
      group.sids.add(sid);
    }
  }
  return [...wanted.values()].map(({ product, service, sids }) => {
    const bindings = bindingsOf(session.client(), product, service, scope.user);
    const filters: Filters | undefined =
      sids.size > MOST_REQUESTS
        ? { query: {}, test: (binding) => sids.has(binding.sid), description: [] }
        : undefined;
    const target = { product, service, bindings, filters, sids: new Set<BindingSid>(), types: new Map() };
    return { target: { ...target, alreadyGone: 0 }, wanted: sids };
  });
}

/** Requests bindings one by one. Returns whether it is known of each whether it is there. */
async function requestEach(
  { interrupt, notes }: Session,
  { service, bindings }: Target,
  wanted: ReadonlySet<BindingSid>,
  add: (binding: Binding) => Promise<void>,
): Promise<boolean> {
  for (const sid of wanted) {
    try {
      await add(await bindings.get(sid).fetch({ signal: interrupt.requested }));
    } catch (error) {
      interrupt.throwIfRequested();
      if (error instanceof NotFoundError) continue;
      if (isFatal(error)) throw error;
      notes.error(error, service);
      return false;
    }
  }
  return true;
}

/** Looks for the bindings in the list of the service. Returns whether it was read to its end. */
async function lookThroughList(
  session: Session,
  { service, bindings, product, filters = { query: {}, test: undefined, description: [] } }: Target,
  add: (binding: Binding) => Promise<void>,
): Promise<boolean> {
  const sources = () => [{ service, bindings }];
  const selection = { product, services: [service], user: undefined, sources, filters, limit: Infinity };
  const { items, failed } = readBindings(session, selection, session.interrupt.requested);
  for await (const { binding } of items) await add(binding);
  return failed.length === 0;
}
