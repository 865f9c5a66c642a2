import { createSecretRedactor, messageOf } from "../errors.ts";
import { type Progress, createProgress } from "./progress.ts";
import { type Styler, createStyler } from "./styles.ts";

/** Standard error. */
export interface Notes {
  readonly stream: NodeJS.WriteStream;
  readonly style: Styler;
  /** The progress that is shown at the moment; notes do not disturb it. */
  readonly progress: Progress;
  /** Prints a line. */
  info(text: string): void;
  /** Prints a line that a person should look at. */
  warn(text: string): void;
  /** Prints what an error says. @param context - what it is about, such as a service */
  error(error: unknown, context?: string): void;
}

export function createNotes(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Notes {
  const style = createStyler(stream);
  const redactSecrets = createSecretRedactor(env);
  const progress = createProgress(stream);
  // Whoever reads it may stop reading; that is no reason to stop.
  stream.on("error", () => undefined);
  const print = (text: string) => progress.aside(() => void stream.write(`${redactSecrets(text)}\n`));
  return {
    stream,
    style,
    progress,
    info: print,
    warn: (text) => print(style("yellow", text)),
    error: (error, context) => {
      const where = context === undefined ? "" : `${context}: `;
      print(`${style("red", "error:")} ${where}${messageOf(error)}`);
    },
  };
}
