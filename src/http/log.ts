/** Where log lines go; `console` is one. */
export interface Logger {
  /** Requests and responses. */
  debug(message: string): void | Promise<void>;
  /** Calls that succeeded. */
  info(message: string): void | Promise<void>;
  /** Retries. */
  warn(message: string): void | Promise<void>;
  /** Calls that failed, and hooks that threw. */
  error(message: string): void | Promise<void>;
}

/** The methods of a logger, least severe first. */
export const logMethods = ["debug", "info", "warn", "error"] as const satisfies readonly (keyof Logger)[];

/** A level of logging, most verbose first; `off` logs nothing. */
export type LogLevel = keyof Logger | "off";

/** All levels. */
export const logLevels: readonly LogLevel[] = [...logMethods, "off"];

/** Logs a line, if its level is logged. The line is made only then. */
export type Log = (level: keyof Logger, line: () => string) => void;

/** Creates a log. A logger cannot disturb a call: an error that it throws or rejects with is dropped. */
export function createLog(logger: Logger, minimum: LogLevel): Log {
  const threshold = logLevels.indexOf(minimum);
  return (level, line) => {
    if (logLevels.indexOf(level) < threshold) return;
    try {
      // A server's text must not forge lines.
      Promise.resolve(logger[level](line().replace(/\p{Cc}/gu, " "))).catch(() => undefined);
    } catch {
      // Dropped, as above.
    }
  };
}
