/**
 * Calls `listener` when one of the signals aborts, at once where one already has. Returns a function that takes
 * every listener off again: a caller's signal may live for days and must not collect ours.
 */
export function onAbort(signals: readonly AbortSignal[], listener: (reason: unknown) => void): () => void {
  const stops: (() => void)[] = [];
  for (const signal of signals) {
    if (signal.aborted) {
      listener(signal.reason);
      break;
    }
    const abort = () => listener(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    stops.push(() => signal.removeEventListener("abort", abort));
  }
  return () => stops.forEach((stop) => stop());
}

/** Throws the reason of the first of the signals that has aborted. */
export function throwIfAborted(signals: readonly AbortSignal[]): void {
  for (const signal of signals) signal.throwIfAborted();
}

/** Waits, in milliseconds. Rejects with the signal's reason as soon as one aborts. */
export function sleep(milliseconds: number, signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      resolve();
    }, milliseconds);
    const stop = onAbort(signals, (reason) => {
      clearTimeout(timer);
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason
      reject(reason);
    });
  });
}
