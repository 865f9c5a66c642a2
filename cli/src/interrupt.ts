import { InterruptedError } from "./errors.ts";

/** How long what is under way may take after the first signal, in milliseconds. */
const GRACE = 10_000;

/** What a shell reports of a program that ended by SIGINT. */
const KILLED = 130;

/** Ctrl-C and SIGTERM: the first finishes what is under way, the second ends the process. */
export interface Interrupt {
  /** Aborts at the first signal: nothing new is begun. */
  readonly requested: AbortSignal;
  /** Aborts some seconds later: what is under way is cut off. */
  readonly forced: AbortSignal;
  /** @throws InterruptedError after the first signal */
  throwIfRequested(): void;
  /** Stops listening to signals. */
  close(): void;
}

/** @param onRequested - called at the first signal */
export function createInterrupt(onRequested: () => void): Interrupt {
  const requested = new AbortController();
  const forced = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onSignal = () => {
    if (requested.signal.aborted) process.exit(KILLED);
    const reason = new InterruptedError();
    onRequested();
    requested.abort(reason);
    timer = setTimeout(() => forced.abort(reason), GRACE).unref();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const name of signals) process.on(name, onSignal);
  return {
    requested: requested.signal,
    forced: forced.signal,
    throwIfRequested: () => requested.signal.throwIfAborted(),
    close: () => {
      clearTimeout(timer);
      for (const name of signals) process.off(name, onSignal);
    },
  };
}
