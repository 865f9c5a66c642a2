/** What ends a call early: the signals of the client and of the call. */
export interface Interrupt {
  /** Throws the reason of the first signal that has aborted. */
  throwIfAborted(): void;
  /** Calls `listener` once when a signal aborts, at once where one has. Returns what takes it off again. */
  onAbort(listener: (reason: unknown) => void): () => void;
}

type Listener = (reason: unknown) => void;

/**
 * Makes the interrupts of a client. However many calls heed a signal, one listener stands on it, and only while a
 * call is under way: a caller's signal may live for days, and Node warns about more than ten.
 */
export function createInterrupts(): (signals: readonly (AbortSignal | undefined)[]) => Interrupt {
  const listening = new Map<AbortSignal, { listeners: Set<Listener>; stop: () => void }>();

  const listen = (signal: AbortSignal) => {
    const listeners = new Set<Listener>();
    const abort = () => {
      listening.delete(signal);
      for (const listener of listeners) listener(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
    const entry = { listeners, stop: () => signal.removeEventListener("abort", abort) };
    listening.set(signal, entry);
    return entry;
  };
  const subscribe = (signal: AbortSignal, listener: Listener) => {
    const { listeners, stop } = listening.get(signal) ?? listen(signal);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || listening.get(signal)?.listeners !== listeners) return;
      stop();
      listening.delete(signal);
    };
  };

  const interruptOf = (signals: readonly AbortSignal[]): Interrupt => ({
    throwIfAborted: () => {
      for (const signal of signals) signal.throwIfAborted();
    },
    onAbort: (listener) => {
      // Its own function each time: the same listener may be put on twice.
      const once: Listener = (reason) => {
        listener(reason);
      };
      const aborted = signals.find((signal) => signal.aborted);
      if (aborted) once(aborted.reason);
      const stops = aborted ? [] : signals.map((signal) => subscribe(signal, once));
      return () => {
        for (const stop of stops) stop();
      };
    },
  });
  return (signals) => interruptOf(signals.filter((signal) => signal !== undefined));
}

/** The longest that a timer can run, in milliseconds; it would fire at once beyond that. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** Waits, in milliseconds. Rejects with a signal's reason as soon as it aborts. */
export async function sleep(milliseconds: number, interrupt: Interrupt): Promise<void> {
  for (let left = milliseconds; left > 0; left -= LONGEST_TIMER) {
    await sleepOnce(Math.min(left, LONGEST_TIMER), interrupt);
  }
}

function sleepOnce(milliseconds: number, interrupt: Interrupt): Promise<void> {
  return new Promise((resolve, reject) => {
    let stop = (): void => undefined;
    const timer = setTimeout(() => {
      stop();
      resolve();
    }, milliseconds);
    stop = interrupt.onAbort((reason) => {
      clearTimeout(timer);
      stop();
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason
      reject(reason);
    });
  });
}
