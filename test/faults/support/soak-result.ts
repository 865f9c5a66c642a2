/** What a soak found, for the test that started it. */
export interface SoakResult {
  readonly calls: number;
  /** How often each thing came of a call; errors by name. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Bytes in use after a collection, at the end of each phase. */
  readonly heap: readonly number[];
  /** Both ends of each connection count. `left` is counted once the server has closed. */
  readonly sockets: { readonly most: number; readonly left: number };
  /** On the client's signal. `left` is counted after the last call. */
  readonly listeners: { readonly most: number; readonly left: number };
  /** Timers that would keep the process alive after the last call. */
  readonly timersLeft: number;
  readonly warnings: readonly string[];
  readonly unhandled: readonly string[];
}

export const concurrentCalls = 24;
