import {
  type BindingType,
  type CredentialOptions,
  RateLimitError,
  type RemovalOptions,
  type RemovalReport,
  createClient,
} from "twilio-bindings";
import type { Sweep } from "./sweep.ts";

/** What a turn may do. */
export interface Allowance {
  /** Most requests, attempts that failed included. */
  readonly requests: number;
  /** Most requests at once. */
  readonly atOnce: number;
  /** Ends the turn at once, in the middle of requests: the job is no longer this worker's. */
  readonly lost?: AbortSignal | undefined;
  /** Ends the turn when the requests under way are answered: the worker is asked to stop. */
  readonly stopping?: AbortSignal | undefined;
}

/** What a turn came to. */
export interface Turn {
  /** Nothing is left, the requests were used up or the worker is to stop, or Twilio answered 429. */
  readonly end: "swept" | "more" | "refused";
  readonly removed: number;
  readonly requests: number;
  /** What the 429 asked for, in seconds. */
  readonly retryAfter?: number | undefined;
}

/** Ends a removal early. What is left is what is still listed. */
class TurnOver extends Error {
  override name = "TurnOver";
}

// #region turn
/**
 * Takes one turn at a sweep: removes what an allowance of requests allows.
 *
 * Rejects where it got nowhere: nothing was removed, and something failed.
 */
export async function takeTurn(
  sweep: Sweep,
  credentials: CredentialOptions,
  allowance: Allowance,
): Promise<Turn> {
  const meter = createMeter(allowance);
  const client = createClient({
    ...credentials,
    // Every attempt is a request, the SDK's own retries too, so they are counted where they are sent.
    onRequest: meter.count,
    onResponse: ({ status }) => meter.see(status),
    // A 429 is every worker's business: it has to surface, not to be waited for here.
    maxRetryAfter: 0,
  });
  try {
    const report = await removeAll(client, sweep, {
      concurrency: allowance.atOnce,
      signal: allowance.lost,
      // Unlike a signal, what is thrown here lets the removals under way end first.
      onProgress: meter.check,
    });
    return judge(report, undefined, meter);
  } catch (error) {
    if (allowance.lost?.aborted) throw new Error(String(allowance.lost.reason), { cause: error });
    return judge(reportOf(error), error, meter);
  }
}
// #endregion turn

function removeAll(
  client: ReturnType<typeof createClient>,
  { product, serviceSid, bindingType }: Sweep,
  options: RemovalOptions,
): Promise<RemovalReport> {
  if (product === "chat")
    return client.chat.v2.services(serviceSid).bindings.removeAll({ ...options, bindingType });
  return client.conversations.v1
    .services(serviceSid)
    .bindings.removeAll({ ...options, bindingType: bindingType satisfies BindingType });
}

/** Counts the requests of a turn, and says when it is over. */
function createMeter({ requests, stopping }: Allowance) {
  let sent = 0;
  let isRefused = false;
  const check = () => {
    if (isRefused || sent >= requests || stopping?.aborted) throw new TurnOver();
  };
  return {
    check,
    count: () => {
      check();
      sent++;
    },
    see: (status: number) => {
      isRefused ||= status === 429;
    },
    isRefused: () => isRefused,
    sent: () => sent,
  };
}

function judge(
  report: RemovalReport | undefined,
  error: unknown,
  meter: ReturnType<typeof createMeter>,
): Turn {
  const errors = [error, ...(report?.failed ?? []).map((failure) => failure.error)];
  const failure = errors.find((one) => one instanceof Error && !(one instanceof TurnOver)) as
    Error | undefined;
  const counts = { removed: report?.removed ?? 0, requests: meter.sent() };
  if (meter.isRefused()) {
    const refusals = errors.filter((one) => one instanceof RateLimitError);
    return { ...counts, end: "refused", retryAfter: refusals[0]?.retryAfter };
  }
  if (failure !== undefined && counts.removed === 0) throw failure;
  return { ...counts, end: failure === undefined && error === undefined ? "swept" : "more" };
}

/** The SDK hangs the report of what was done on the error that ended a removal. */
function reportOf(error: unknown): RemovalReport | undefined {
  return (error as { readonly report?: RemovalReport } | undefined)?.report;
}
