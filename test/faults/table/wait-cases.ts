import type { FaultCase, Run } from "./case.ts";
import { countOf, gaps, outcomeOf, result } from "./outcome.ts";
import { bindingSid, serviceSid } from "./library.ts";
import { sendError, send } from "./server.ts";

const item = JSON.stringify({ sid: bindingSid, binding_type: "apn" });
const fetchOne: FaultCase["call"] = (calls) => calls.fetch(serviceSid, bindingSid);
const threeDays = 3 * 24 * 3_600;

/** When the caller aborts, in milliseconds. */
const abortAfter = 100;

function rateLimitedOnce(headers: Record<string, string>): FaultCase["server"] {
  return () => (response, number) => {
    if (number === 1) sendError(response, 429, headers);
    else send(response, 200, item);
  };
}

/** Waits between attempts. */
export const waitCases: readonly FaultCase[] = [
  {
    name: "429 without Retry-After, once",
    wanted: "retried",
    server: rateLimitedOnce({}),
    call: fetchOne,
    outcome: outcomeOf((run) => run.requests.length === 2 && !("error" in run)),
  },
  {
    name: "429 with Retry-After: 2, once",
    wanted: "retried after 2 s, not earlier",
    server: rateLimitedOnce({ "Retry-After": "2" }),
    call: fetchOne,
    outcome: outcomeOf(
      (run) => run.requests.length === 2 && gaps(run).every((gap) => gap > 1_950),
      (run) =>
        `${countOf(run)}, ${gaps(run).some((gap) => gap < 1_950) ? "less than" : "at least"} 2 s apart`,
    ),
  },
  {
    name: "429 with Retry-After of three days",
    wanted: "the error immediately, with that time in it",
    server: () => (response) => sendError(response, 429, { "Retry-After": String(threeDays) }),
    call: fetchOne,
    outcome: outcomeOf(
      (run) => run.requests.length === 1 && retryAfterOf(run) === threeDays,
      (run) => `${result(run)}, ${retryAfterOf(run) === undefined ? "without" : "with"} that time on it`,
    ),
  },
  {
    name: "503, always",
    wanted: "an error, after several attempts",
    server: () => (response) => sendError(response, 503),
    call: fetchOne,
    outcome: outcomeOf(
      ({ requests, error }) => requests.length > 1 && requests.length < 12 && error !== undefined,
    ),
  },
  {
    name: `The caller aborts after ${abortAfter} ms, during a wait of 2 s`,
    wanted: "ends immediately",
    server: () => (response) => sendError(response, 429, { "Retry-After": "2" }),
    call: async (calls) => calls.list(AbortSignal.timeout(abortAfter)),
    outcome: outcomeOf(
      (run) => isEndedByAbort(run) && run.requests.length === 1,
      (run) => `${countOf(run)}, ${isEndedByAbort(run) ? "ended immediately" : "continued after the abort"}`,
    ),
  },
];

function retryAfterOf({ error }: Run): unknown {
  return (error as { retryAfter?: unknown } | undefined)?.retryAfter;
}

function isEndedByAbort({ duration }: Run): boolean {
  return duration < abortAfter + 200;
}
