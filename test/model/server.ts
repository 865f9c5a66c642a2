import type { Fetch, ServiceBinding } from "../../src/index.ts";
import { binding, bindingsUrl, failure, json, noContent, pageAnswer, text } from "../support/answers.ts";
import { fetchFailed } from "../support/fetches.ts";
import type { Abort, Fault, Scenario } from "./scenario.ts";

/** What the server knows of a request for one binding. */
export interface Exchange {
  readonly method: string;
  readonly sid: string;
  /** Whether it was handed to `fetch` after the abort, or its response was still to come then. */
  wasInFlightAtAbort: boolean;
  /** The status that arrived; undefined if none did, or none that says what became of the binding. */
  status: number | undefined;
  /** Whether the client cannot know if it was carried out. */
  isUnclear: boolean;
}

/** A service with a fault or change at each request, and the record that the client is held to. */
export interface ModelServer {
  readonly fetch: Fetch;
  readonly exchanges: readonly Exchange[];
  /** The bindings of all pages that arrived, in their order. */
  readonly listed: readonly ServiceBinding[];
  readonly present: ReadonlyMap<string, ServiceBinding>;
  /** SIDs that a DELETE removed. */
  readonly removed: ReadonlySet<string>;
  /** SIDs of bindings that were there from the first request to the last. */
  readonly untouched: () => readonly string[];
  readonly requests: () => number;
  readonly inFlight: () => number;
}

const types = ["apn", "fcm", "gcm"] as const;
const createBinding = (index: number, kind: number): ServiceBinding =>
  binding(index, { binding_type: types[kind % 3] ?? "apn", identity: `user-${kind % 4}` });

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** @param onRequest - called with the number of each request, as it passes each moment */
export function createServer(
  scenario: Scenario,
  onRequest: (request: number, moment: Abort["moment"]) => void,
  isAborted: () => boolean,
): ModelServer {
  const { bindings, lagging, duplicates, changes, faults, latency, ignoresFilters } = scenario;
  const order = bindings.map((kind, index) => createBinding(index + 1, kind));
  const present = new Map<string, ServiceBinding>(order.map((item) => [item.sid, item]));
  const others = new Set<string>();
  const removed = new Set<string>();
  const exchanges: Exchange[] = [];
  const listed: ServiceBinding[] = [];
  let requests = 0;
  let inFlight = 0;

  const sidAt = (place: number) => order[place]?.sid ?? "";
  const change = (request: number) => {
    for (const { kind, place } of changes.filter((one) => one.request === request)) {
      if (kind === "remove") {
        if (present.delete(sidAt(place))) others.add(sidAt(place));
        continue;
      }
      const added = createBinding(order.length + 1, place);
      order.push(added);
      present.set(added.sid, added);
      others.add(added.sid);
    }
  };
  const list = (query: URLSearchParams): { page: ServiceBinding[]; response: Response } => {
    const staysListed = new Set(lagging.map(sidAt));
    const shown = order.filter(({ sid }) => present.has(sid) || staysListed.has(sid));
    // Only where the place is an index: a token leads behind a SID.
    const again =
      scenario.paging === "index" ? duplicates.map((place) => order[place]).filter(isBinding) : [];
    const all = [...shown, ...again].filter((item) => ignoresFilters || isSelected(item, query));
    const after = query.get("PageToken");
    const index = Number(query.get("Page") ?? 0);
    const start =
      scenario.paging === "index"
        ? index * scenario.pageSize
        : all.filter(({ sid }) => sid <= (after ?? "")).length;
    const page = all.slice(start, start + scenario.pageSize);
    const more = start + page.length < all.length;
    const next =
      scenario.paging === "index"
        ? `Page=${index + 1}`
        : `Page=${index + 1}&PageToken=${page.at(-1)?.sid ?? ""}`;
    return { page, response: pageAnswer(page, more ? { next: `${bindingsUrl}?${next}` } : {}) };
  };
  const carryOut = (method: string, sid: string, query: URLSearchParams) => {
    if (sid === "Bindings") return list(query);
    if (method === "DELETE") {
      if (!present.delete(sid)) return { response: failure(404) };
      removed.add(sid);
      return { response: noContent() };
    }
    const found = present.get(sid);
    return { response: found ? json(found) : failure(404) };
  };
  const respond = (fault: Fault | undefined, process: () => ReturnType<typeof carryOut>) => {
    if (fault === undefined) return process();
    if (fault.endsWith("-after")) process();
    return { response: faulty(fault) };
  };

  const fetch: Fetch = async (url, { method = "GET" }) => {
    const request = ++requests;
    inFlight += 1;
    const { pathname, searchParams } = new URL(url);
    const sid = pathname.split("/").at(-1) ?? "";
    const exchange: Exchange = {
      method,
      sid,
      wasInFlightAtAbort: isAborted(),
      status: undefined,
      isUnclear: true,
    };
    if (sid !== "Bindings") exchanges.push(exchange);
    try {
      onRequest(request, "sent");
      for (let count = 0; count < latency; count++) await turn();
      onRequest(request, "arrived");
      change(request);
      const fault = faults[request];
      const { response, ...rest } = respond(fault, () => carryOut(method, sid, searchParams));
      exchange.isUnclear = fault !== undefined && !isUnprocessed(fault);
      onRequest(request, "done");
      if (isAborted()) exchange.wasInFlightAtAbort = true;
      else if (fault === undefined) {
        exchange.status = (response as Response).status;
        if ("page" in rest) listed.push(...rest.page);
      }
      if (response instanceof Error) throw response;
      return response;
    } finally {
      inFlight -= 1;
    }
  };
  return {
    fetch,
    exchanges,
    listed,
    present,
    removed,
    untouched: () => order.map(({ sid }) => sid).filter((sid) => !others.has(sid)),
    requests: () => requests,
    inFlight: () => inFlight,
  };
}

const isBinding = (item: ServiceBinding | undefined): item is ServiceBinding => item !== undefined;

function isSelected(item: ServiceBinding, query: URLSearchParams): boolean {
  const isAmong = (name: string, value: string | null) =>
    !query.has(name) || query.getAll(name).includes(value ?? "");
  return isAmong("BindingType", item.binding_type) && isAmong("Identity", item.identity);
}

/** Whether the client can know that the request was not carried out. */
function isUnprocessed(fault: Fault): boolean {
  return fault === "refused" || fault === "unauthorized" || fault.startsWith("rate-limited");
}

function faulty(fault: Fault): Response | Error {
  if (fault.startsWith("reset")) return fetchFailed("ECONNRESET");
  if (fault === "refused") return fetchFailed("ECONNREFUSED");
  if (fault.startsWith("error")) return failure(fault === "error-before" ? 503 : 500);
  if (fault.startsWith("foreign")) return text("<html>maintenance</html>");
  if (fault === "unauthorized") return failure(401);
  if (fault === "truncated-after") return text('{"meta":{"key":"bind');
  const retryAfter = fault === "rate-limited-now" ? "0" : "2";
  return failure(429, fault === "rate-limited" ? {} : { "Retry-After": retryAfter });
}
