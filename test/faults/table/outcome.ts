import { inspect } from "node:util";
import { basicValue, authToken } from "./library.ts";
import type { Outcome, Run } from "./case.ts";

/** Judges by what the call came to and how many requests it took. */
export function outcomeOf(holds: (run: Run) => boolean, describe: (run: Run) => string = result) {
  return (run: Run): Outcome => ({ asWanted: holds(run), what: describe(run) });
}

/** Number of requests, and what the call came to. */
export function result(run: Run): string {
  const { error } = run;
  return `${countOf(run)}, ${"error" in run ? nameOf(error) : shown(run.value)}`;
}

function shown(value: unknown): string {
  return typeof value === "number" ? `resolved with ${value}` : "resolved";
}

/** How many requests came. */
export function countOf({ requests }: Run): string {
  return requests.length === 1 ? "1 request" : `${requests.length} requests`;
}

/** Name of an error, with status and request id where it has them. */
export function nameOf(error: unknown): string {
  const { name, status, code, requestId } = error as Record<string, unknown>;
  const parts = [
    status === undefined ? "no status" : `status ${text(status)}`,
    ...(requestId === undefined ? [] : ["request id"]),
    ...(typeof code === "string" ? [code] : []),
  ];
  return `${text(name ?? (error as object).constructor.name)} (${parts.join(", ")})`;
}

/** Whether the error holds the credentials, wherever `console.log` would show them. */
export function showsSecret(error: unknown): boolean {
  const shown = inspect(error, { depth: 10, showHidden: true, maxStringLength: null }) + safeJson(error);
  return shown.includes(basicValue) || shown.includes(authToken);
}

/** Waits between the requests, in milliseconds. */
export function gaps({ requests }: Run): readonly number[] {
  return requests.slice(1).map(({ time }, index) => time - (requests[index]?.time ?? 0));
}

/** The requests, shortened to what they name. */
export function targets({ requests }: Run): string {
  if (requests.length === 0) return "nothing was sent";
  const shorten = (target: string) => target.replace(/([A-Z]{2})[0-9a-f]{32}/g, "$1…");
  return requests.map(({ method, target }) => `${method} ${shorten(target)}`).join(", ");
}

function safeJson(error: unknown): string {
  try {
    return JSON.stringify({ error });
  } catch {
    return "";
  }
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : inspect(value);
}
