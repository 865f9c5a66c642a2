type Listener = (reason: unknown) => void;

/** The package's own abort signal. Only `fetch` gets an `AbortSignal`, because creating one takes long. */
export interface Stop {
  aborted: boolean;
  reason: unknown;
  readonly listeners: Set<Listener>;
}

/** Signals, any of which ends an operation. */
export type Signals = readonly (AbortSignal | Stop | undefined)[];

export const createStop = (): Stop => ({ aborted: false, reason: undefined, listeners: new Set() });

/** Aborts, unless it has aborted already. */
export function abort(stop: Stop, reason?: unknown): void {
  if (stop.aborted) return;
  Object.assign(stop, { aborted: true, reason });
  for (const listener of stop.listeners) listener(reason);
}

/**
 * The current listeners of callers' signals. The only state that all clients share: Node warns about more than ten
 * listeners on a signal, so each signal gets one, whatever the number of calls.
 */
const watched = /* @__PURE__ */ new WeakMap<AbortSignal, Set<Listener>>();

function watch(signal: AbortSignal): Set<Listener> {
  const listeners = new Set<Listener>();
  const onEvent = () => listeners.forEach((listener) => listener(signal.reason));
  const remove = listeners.delete.bind(listeners);
  // The event listener is removed with the last of them.
  listeners.delete = (listener) => {
    const isDeleted = remove(listener);
    if (isDeleted && listeners.size === 0) {
      signal.removeEventListener("abort", onEvent);
      watched.delete(signal);
    }
    return isDeleted;
  };
  signal.addEventListener("abort", onEvent, { once: true });
  watched.set(signal, listeners);
  return listeners;
}

const findAborted = (signals: Signals) => signals.find((signal) => signal?.aborted);

/** Throws the reason of a signal that has aborted. */
export function throwIfAborted(signals: Signals): void {
  const aborted = findAborted(signals);
  if (aborted) throw aborted.reason;
}

/** Calls a listener once: when a signal aborts, or now if one has. Returns a function that removes it. */
export function onAbort(signals: Signals, listener: Listener): () => void {
  const aborted = findAborted(signals);
  if (aborted) {
    listener(aborted.reason);
    return () => undefined;
  }
  const once: Listener = (reason) => {
    off();
    listener(reason);
  };
  const sets = signals.map((signal) => {
    if (!signal) return undefined;
    return ("addEventListener" in signal ? (watched.get(signal) ?? watch(signal)) : signal.listeners).add(
      once,
    );
  });
  const off = () => sets.forEach((listeners) => listeners?.delete(once));
  return off;
}

/** Settles as the promise does, or rejects with the reason of an abort that comes first. */
export function raceAbort<Value>(signals: Signals, value: Value | PromiseLike<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason
    const off = onAbort(signals, (reason) => reject(reason));
    Promise.resolve(value).then(resolve, reject).finally(off);
  });
}

/** Calls back after a time in milliseconds, which may be `Infinity`. Returns a function that prevents it. */
export function startTimer(milliseconds: number, callback: () => void): () => void {
  const timer = milliseconds === Infinity ? undefined : setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
}

/** Waits for a time in milliseconds, or until an abort. */
export function sleep(milliseconds: number, signals: Signals): Promise<void> {
  return new Promise((resolve) => {
    const stopTimer = startTimer(milliseconds, () => {
      off();
      resolve();
    });
    const off = onAbort(signals, () => {
      stopTimer();
      resolve();
    });
  });
}
