/** What ends a call early: the signals of the client and of the call. */
export interface Interrupt {
  /** Throws the reason of the first signal that has aborted. */
  throwIfAborted(): void;
  /** Calls `listener` once when a signal aborts, at once where one has. Returns what takes it off again. */
  onAbort(listener: (reason: unknown) => void): () => void;
}

type Listener = (reason: unknown) => void;

/** An interrupt that this package itself makes use of. */
export interface Cancellation extends Interrupt {
  cancel(): void;
}

/** Much lighter than an AbortController where a list has one and each of its pages listens to it. */
export function createCancellation(): Cancellation {
  const listeners = new Set<Listener>();
  let cancelled: { readonly reason: unknown } | undefined;
  return {
    cancel: () => {
      cancelled = { reason: new DOMException("Nobody waits for this any more", "AbortError") };
      for (const listener of listeners) listener(cancelled.reason);
    },
    throwIfAborted: () => {
      if (cancelled) throw cancelled.reason;
    },
    onAbort: (listener) => {
      if (cancelled) listener(cancelled.reason);
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Makes an interrupt of the signals that are given and of another interrupt. */
export type Interrupts = (signals: readonly (AbortSignal | undefined)[], other?: Interrupt) => Interrupt;

/**
 * Makes the interrupts of a client. However many calls heed a signal, one listener stands on it, and only while a
 * call is under way: a caller's signal may live for days, and Node warns about more than ten.
 */
export function createInterrupts(): Interrupts {
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

  const interruptOf = (signals: readonly AbortSignal[], other: Interrupt | undefined): Interrupt => ({
    throwIfAborted: () => {
      for (const signal of signals) signal.throwIfAborted();
      other?.throwIfAborted();
    },
    onAbort: (listener) => {
      // Its own function each time: the same listener may be put on twice.
      const once: Listener = (reason) => {
        listener(reason);
      };
      const aborted = signals.find((signal) => signal.aborted);
      if (aborted) once(aborted.reason);
      const stops = aborted ? [] : signals.map((signal) => subscribe(signal, once));
      if (other && !aborted) stops.push(other.onAbort(once));
      return () => {
        for (const stop of stops) stop();
      };
    },
  });
  return (signals, other) =>
    interruptOf(
      signals.filter((signal) => signal !== undefined),
      other,
    );
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
