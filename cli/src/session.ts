import { type Interrupt, createInterrupt } from "./interrupt.ts";
import { type Client, VERSION, createClient } from "./sdk.ts";
import { type Notes, createNotes } from "./terminal/notes.ts";
import { type TextOutput, createTextOutput } from "./terminal/text-output.ts";

/** What a command works with. */
export interface Session {
  /** Standard output: results, and nothing else. */
  readonly out: TextOutput;
  /** Standard error: what a person should know. */
  readonly notes: Notes;
  readonly interrupt: Interrupt;
  /** The client, from the environment alone. @throws ValidationError if credentials are missing */
  client(): Client;
  /** Ends the session: signals have their usual effect again. */
  close(): void;
}

export function createSession(): Session {
  const notes = createNotes(process.stderr, process.env);
  let client: Client | undefined;
  const interrupt = createInterrupt(() =>
    notes.warn("Finishing what is under way; ctrl-C again ends immediately."),
  );
  return {
    out: createTextOutput(process.stdout),
    notes,
    interrupt,
    client: () => (client ??= createClient({ userAgent: `twilio-bindings-cli/${VERSION}` })),
    close: () => interrupt.close(),
  };
}
