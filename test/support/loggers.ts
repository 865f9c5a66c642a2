import type { Logger } from "../../src/index.ts";

/** A logger that keeps its lines, each with its level. */
export function recordingLogger(): { readonly logger: Logger; readonly lines: readonly string[] } {
  const lines: string[] = [];
  const write = (level: string) => (line: string) => void lines.push(`${level} ${line}`);
  const logger = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
  return { logger, lines };
}
