import { OutputClosedError } from "../errors.ts";

/** Standard output, written with back pressure. */
export interface TextOutput {
  readonly stream: NodeJS.WriteStream;
  /** Whether a person sees it. */
  readonly isTerminal: boolean;
  /** Columns of the terminal; `Infinity` if the output is not a terminal. */
  readonly width: number;
  /** Aborts when nobody reads any more. */
  readonly closed: AbortSignal;
  /** @throws OutputClosedError once nobody reads any more */
  write(text: string): Promise<void>;
}

export function createTextOutput(stream: NodeJS.WriteStream): TextOutput {
  const closed = new AbortController();
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    failure ??= error.code === "EPIPE" ? new OutputClosedError("The output is closed") : error;
    closed.abort(failure);
    wake?.();
  });
  stream.on("drain", () => wake?.());
  const throwIfFailed = () => {
    if (failure) throw failure;
  };
  return {
    stream,
    isTerminal: stream.isTTY,
    // A terminal that does not know its size says 0.
    width: (stream.isTTY && stream.columns) || Infinity,
    closed: closed.signal,
    write: async (text) => {
      throwIfFailed();
      if (!stream.write(text)) {
        await new Promise<void>((resolve) => (wake = resolve));
        wake = undefined;
      }
      throwIfFailed();
    },
  };
}
