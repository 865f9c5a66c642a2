/** What a fault does: whether the request is processed, and what comes instead of its answer. */
interface Trait {
  readonly processed: boolean;
  readonly delivery: "whole" | "reset" | "hang-up" | "cut-headers" | "cut-body" | "slow" | "never";
  /** Needs a body to spoil; an answer without one is reset instead. */
  readonly body?: true;
  /** Answers this status instead of the request's own. */
  readonly status?: number;
}

const faultTraits = {
  "reset-before": { processed: false, delivery: "reset" },
  "reset-after": { processed: true, delivery: "reset" },
  "hang-up": { processed: false, delivery: "hang-up" },
  "cut-headers": { processed: true, delivery: "cut-headers" },
  "cut-body": { processed: true, delivery: "cut-body", body: true },
  "server-error": { processed: false, delivery: "whole", status: 503 },
  "server-error-after": { processed: true, delivery: "whole", status: 500 },
  "too-many": { processed: false, delivery: "whole", status: 429 },
  garbage: { processed: true, delivery: "whole", body: true },
  empty: { processed: true, delivery: "whole", body: true },
  slow: { processed: true, delivery: "slow", body: true },
  stall: { processed: false, delivery: "never" },
  "stall-after": { processed: true, delivery: "never" },
} as const satisfies Readonly<Record<string, Trait>>;

/**
 * A kind of fault.
 * - `reset-before`, `reset-after`: the connection is reset, before or after the request was processed
 * - `hang-up`: the connection is closed in good order without an answer; not processed
 * - `cut-headers`, `cut-body`: processed, and the connection closed in the middle of the headers or the body
 * - `server-error`, `server-error-after`: 503 and not processed, 500 and processed
 * - `too-many`: 429, not processed
 * - `garbage`, `empty`: processed, and answered with 200 and HTML, or with 200 and nothing
 * - `slow`: processed, and the body dripped over `slowFor`
 * - `stall`, `stall-after`: never answered until the client gives up; not processed, or processed
 *
 * An answer without a body, that of a DELETE, is `reset-after` instead of `cut-body`, `garbage`, `empty`, `slow`.
 */
export type FaultKind = keyof typeof faultTraits;

/** What a fault of a kind does. @throws TypeError where there is no such kind */
export function traitOf(kind: FaultKind): Trait {
  if (Object.hasOwn(faultTraits, kind)) return faultTraits[kind];
  throw new TypeError(`No such fault: ${kind}. There are ${faultKinds.join(", ")}`);
}

/** All kinds of faults. */
export const faultKinds = Object.keys(faultTraits) as FaultKind[];

/** The fault that an answer can suffer: one without a body has none to spoil. */
export function effectiveFault(kind: FaultKind, hasBody: boolean): FaultKind {
  return traitOf(kind).body && !hasBody ? "reset-after" : kind;
}
