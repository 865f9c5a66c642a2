import { errors, successHeaders } from "../../generated/emulation.ts";
import { headers as names } from "../../generated/operations.ts";

/** An answer, before its headers are complete. */
export interface Answer {
  readonly status: number;
  /** JSON; undefined for no body. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A whole answer, ready to be sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for no body. */
  readonly body: string;
}

/** Which of Twilio's two error bodies to write. */
export type ErrorFormat = "legacy" | "problem";

/** What went wrong, for an error body. */
export interface Problem {
  readonly status: number;
  /** Path of the resource, without origin. */
  readonly path: string;
  /** The query parameter that is at fault, and what it must be. */
  readonly parameter?: string;
  readonly expected?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface ErrorBody {
  readonly code: number;
  readonly message: string;
  readonly more_info: string;
  readonly status: number;
}

/** The spec describes operations; that a path has no other methods it leaves unsaid, so this body stands here. */
const methodNotAllowed = { status: 405, code: 20004, message: "Method not allowed" };

/** The error answer to a problem. */
export function errorAnswer(problem: Problem, format: ErrorFormat): Answer {
  const body = { ...errorBody(problem.status), status: problem.status };
  const content =
    format === "problem" ? problemDetails(body, problem) : { ...body, message: messageOf(body, problem) };
  return { status: problem.status, body: JSON.stringify(content), headers: problem.headers ?? {} };
}

/** Completes an answer: the headers of a success, and Twilio's own. */
export function completeReply(
  { status, body, headers }: Answer,
  facts: { readonly requestId: string; readonly concurrent: number; readonly seconds: number },
): Reply {
  return {
    status,
    headers: {
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      [names.TwilioRequestId]: facts.requestId,
      [names.TwilioConcurrentRequests]: String(facts.concurrent),
      [names.TwilioRequestDuration]: facts.seconds.toFixed(3),
      ...(status < 300 ? successHeaders : {}),
      ...headers,
    },
    body: body ?? "",
  };
}

function errorBody(status: number): ErrorBody {
  const known: Readonly<Record<number, ErrorBody>> = errors;
  const body = known[status];
  if (body !== undefined) return body;
  const model = errors[500];
  if (status !== methodNotAllowed.status) return model;
  const info = model.more_info.replace(String(model.code), String(methodNotAllowed.code));
  return { ...methodNotAllowed, more_info: info };
}

function messageOf({ message }: ErrorBody, { status, path, parameter, expected }: Problem): string {
  if (status === 404) return message.replace("resource", (word) => `${word} ${path}`);
  return parameter === undefined ? message : `${message}: ${parameter} must be ${expected ?? "valid"}`;
}

/** The newer body, after RFC 9457. */
function problemDetails(body: ErrorBody, { path, parameter, expected }: Problem): Record<string, unknown> {
  return {
    type: body.more_info,
    title: body.message,
    status: body.status,
    code: body.code,
    instance: path,
    ...(parameter === undefined
      ? {}
      : {
          detail: `${parameter} must be ${expected ?? "valid"}`,
          errors: [{ detail: `must be ${expected ?? "valid"}`, pointer: `#/${parameter}` }],
        }),
  };
}
