import type { Operation } from "../../generated/operations.ts";
import { oneOf } from "../checks.ts";
import type { ClientOptions, Fetch } from "../options.ts";
import { VERSION } from "../version.ts";
import { type Authorization, type Environment, authorize } from "./credentials.ts";
import { type Routing, checkRouting, productUrl } from "./hosts.ts";
import { type Log, type LogLevel, createLog, logLevels } from "./log.ts";
import { createGuard } from "./migration.ts";

/** What all calls of a client share. */
export interface ClientContext {
  readonly options: Readonly<ClientOptions>;
  readonly authorization: Authorization;
  readonly routing: Routing;
  readonly fetch: Fetch;
  /** Headers of every request, without the authorization. */
  readonly headers: Readonly<Record<string, string>>;
  readonly log: Log;
  /** Guards a resource against reading names of the official library. */
  readonly guard: ((resource: object) => void) | undefined;
  readonly nextCallId: () => number;
  /** The URL to which the paths of an operation's product are appended. */
  readonly baseUrl: (operation: Operation) => string;
  /** Logs that a hook has thrown, so that it does not go unnoticed. */
  readonly reportHookError: (name: string, message: string) => void;
}

/**
 * Completes the options of a client from the environment.
 *
 * @throws {@link ValidationError} if credentials are missing, or an option or variable is invalid
 */
export function createContext(options: Readonly<ClientOptions>): ClientContext {
  const routing = checkRouting({
    region: options.region ?? environment("TWILIO_REGION"),
    edge: options.edge ?? environment("TWILIO_EDGE"),
    baseUrl: options.baseUrl ?? environment("TWILIO_BINDINGS_BASE_URL"),
  });
  const logger = options.logger ?? console;
  const log = createLog(logger, options.logLevel ?? environmentLogLevel());
  let calls = 0;
  const reported = new Set<string>();
  return {
    options,
    authorization: authorize(options, environment),
    routing,
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    headers: { accept: "application/json", "user-agent": userAgent(options.userAgent), ...options.headers },
    log,
    guard: options.migrationChecks === false ? undefined : createGuard(),
    nextCallId: () => ++calls,
    baseUrl: ({ server }) => productUrl(server, routing),
    reportHookError: (name, message) => {
      // The first time regardless of the log level, then only if errors are logged.
      const write = reported.has(name) ? log : createLog(logger, "error");
      reported.add(name);
      write("error", () => `The ${name} hook threw ${message}`);
    },
  };
}

/** Empty variables count as absent, and so do all where the runtime has no environment or denies access. */
const environment: Environment = (name) => {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  try {
    // By name: Deno grants access to single variables, and listing them would need access to all.
    const value = process?.env?.[name];
    return value === "" ? undefined : value;
  } catch {
    return undefined;
  }
};

function environmentLogLevel(): LogLevel {
  const name = "TWILIO_LOG_LEVEL";
  return oneOf(logLevels)(name, environment(name)?.toLowerCase() ?? "off");
}

/** Names the package, its version, the runtime, and what the caller adds. */
function userAgent(added: string | undefined): string {
  const { navigator, process } = globalThis as {
    navigator?: { userAgent?: string };
    process?: { versions?: { node?: string } };
  };
  const runtime = navigator?.userAgent ?? (process?.versions?.node && `Node.js/${process.versions.node}`);
  return [`twilio-bindings/${VERSION}`, runtime, added].filter(Boolean).join(" ");
}
