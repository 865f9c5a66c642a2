/** What goes wrong with the requests of a sample. */
export type FaultName = "none" | "rate-limited" | "reset" | "unavailable" | "slow";

/** A program to run, as the page sends it. */
export interface Order {
  readonly code: string;
  readonly lineOffset: number;
  readonly fault: FaultName;
}

/** What a running program reports. */
export type Report =
  | { readonly kind: "console"; readonly level: string; readonly text: string }
  | {
      readonly kind: "request";
      readonly method: string;
      readonly path: string;
      /** When it was sent, in milliseconds since the sample started. */
      readonly milliseconds: number;
      /** Absent if the connection failed. */
      readonly status?: number | undefined;
      readonly fault?: string | undefined;
    }
  | { readonly kind: "error"; readonly text: string; readonly line?: number | undefined }
  | { readonly kind: "end"; readonly milliseconds: number };

/** What the sandbox adds: why the program was stopped. */
export interface Stopped {
  readonly kind: "stopped";
  readonly reason: "time" | "output" | "reader";
}
