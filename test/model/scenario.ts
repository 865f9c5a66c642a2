import fc from "fast-check";

/** What happens to a request. `before` and `after` say whether the server carried it out. */
export type Fault =
  | "reset-before"
  | "reset-after"
  | "refused"
  | "error-before"
  | "error-after"
  | "truncated-after"
  | "foreign-before"
  | "foreign-after"
  | "unauthorized"
  | "rate-limited"
  | "rate-limited-now"
  | "rate-limited-later";

/** Something that somebody else does, as a request arrives. */
export interface Change {
  readonly request: number;
  readonly kind: "register" | "remove";
  readonly place: number;
}

/**
 * Where a caller aborts: in the hook or the token function before a request, as it is handed to `fetch`, before it is
 * carried out, or before its response arrives.
 */
export interface Abort {
  readonly request: number;
  readonly moment: "hook" | "token" | "sent" | "arrived" | "done";
}

/** A service, what happens to it meanwhile, and what is asked of it. */
export interface Scenario {
  /** Of each binding, a number that type and identity follow from. */
  readonly bindings: readonly number[];
  readonly paging: "index" | "token";
  readonly pageSize: number;
  /** Places of bindings that stay listed after their removal. */
  readonly lagging: readonly number[];
  /** Places of bindings that are listed a second time, at the end. */
  readonly duplicates: readonly number[];
  readonly changes: readonly Change[];
  /** By the number of the request. */
  readonly faults: readonly (Fault | undefined)[];
  /** Turns of the event loop that each request takes. */
  readonly latency: number;
  readonly selection: "all" | "type" | "types" | "identity" | "filter";
  /** Whether the server, or a proxy, ignores filters. */
  readonly ignoresFilters: boolean;
  /** Whether hooks and the token take a turn of the event loop. */
  readonly hasHooks: boolean;
  readonly limit: number | undefined;
  readonly concurrency: number;
  readonly maxRetries: number;
  readonly abort: Abort | undefined;
}

const place = fc.nat({ max: 24 });
const fault = fc.constantFrom<Fault>(
  "reset-before",
  "reset-after",
  "refused",
  "error-before",
  "error-after",
  "truncated-after",
  "foreign-before",
  "foreign-after",
  "unauthorized",
  "rate-limited",
  "rate-limited-now",
  "rate-limited-later",
);
const change = fc.record<Change>({
  request: fc.nat({ max: 20 }),
  kind: fc.constantFrom("register", "remove"),
  place,
});

/** Any scenario. Half of them are aborted, and a third meets no fault. */
export const anyScenario: fc.Arbitrary<Scenario> = fc.record<Scenario>({
  bindings: fc.array(fc.nat({ max: 11 }), { maxLength: 25, size: "max" }),
  paging: fc.constantFrom("index", "token"),
  pageSize: fc.integer({ min: 1, max: 7 }),
  lagging: fc.array(place, { maxLength: 3 }),
  duplicates: fc.array(place, { maxLength: 3 }),
  changes: fc.array(change, { maxLength: 4 }),
  faults: fc.oneof(
    { arbitrary: fc.constant([]), weight: 1 },
    {
      arbitrary: fc.array(fc.option(fault, { nil: undefined, freq: 3 }), { maxLength: 40, size: "max" }),
      weight: 2,
    },
  ),
  latency: fc.nat({ max: 3 }),
  selection: fc.constantFrom("all", "type", "types", "identity", "filter"),
  ignoresFilters: fc.boolean(),
  hasHooks: fc.boolean(),
  limit: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined, freq: 1 }),
  concurrency: fc.integer({ min: 1, max: 6 }),
  maxRetries: fc.integer({ min: 0, max: 4 }),
  abort: fc.option(
    fc.record<Abort>({
      request: fc.nat({ max: 30 }),
      moment: fc.constantFrom("hook", "token", "sent", "arrived", "done"),
    }),
    { nil: undefined, freq: 1 },
  ),
});

/** Scenarios that each abort is tried on. */
export const fixedScenarios: readonly Scenario[] = fc
  .sample(anyScenario, { numRuns: 400, seed: 7 })
  .filter(
    ({ bindings, limit, concurrency }) => bindings.length > 12 && limit === undefined && concurrency > 1,
  );
