/** Signals any of which ends something. */
export type Signals = readonly (AbortSignal | undefined)[];

type Listener = (reason: unknown) => void;

/**
 * The signals that are listened to at the moment. Shared by all clients, and the only such state: Node warns about
 * more than ten listeners on a signal, so that there must be one, however many calls wait for it.
 */
const watched = /* @__PURE__ */ new WeakMap<AbortSignal, { listeners: Set<Listener>; stop: () => void }>();

function watch(signal: AbortSignal) {
  const listeners = new Set<Listener>();
  const onAbort = () => {
    watched.delete(signal);
    for (const listener of listeners) listener(signal.reason);
  };
  const stop = () => {
    watched.delete(signal);
    signal.removeEventListener("abort", onAbort);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  watched.set(signal, { listeners, stop });
  return { listeners, stop };
}

/** The signal that has aborted; `undefined` if none has. */
export const findAborted = (signals: Signals) => signals.find((signal) => signal?.aborted);

/** Throws the reason of a signal that has aborted. */
export function throwIfAborted(signals: Signals): void {
  const aborted = findAborted(signals);
  if (aborted) throw aborted.reason;
}

/** Calls a listener once a signal aborts, immediately if one has. Returns a function that removes the listener. */
export function onAbort(signals: Signals, listener: Listener): () => void {
  const aborted = findAborted(signals);
  if (aborted) listener(aborted.reason);
  const stops = (aborted ? [] : signals).map((signal) => {
    if (!signal) return undefined;
    const { listeners, stop } = watched.get(signal) ?? watch(signal);
    const own: Listener = (reason) => listener(reason);
    listeners.add(own);
    return () => {
      if (listeners.delete(own) && listeners.size === 0) stop();
    };
  });
  return () => {
    for (const stop of stops) stop?.();
  };
}

/** Settles as the promise does, or rejects with the reason of an abort that comes first. */
export function raceAbort<Value>(signals: Signals, value: Value | PromiseLike<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason
    const stop = onAbort(signals, (reason) => reject(reason));
    Promise.resolve(value).then(resolve, reject).finally(stop);
  });
}
