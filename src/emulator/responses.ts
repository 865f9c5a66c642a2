import { type ErrorExample, errors, successHeaders } from "../../generated/emulation.ts";
import { headers as names } from "../../generated/operations.ts";

/** A response, before its headers are complete. */
export interface ApiResponse {
  readonly status: number;
  /** JSON; undefined for no body. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A complete response, ready to be sent. */
export interface RawResponse {
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
  readonly headers?: ApiResponse["headers"];
  /** The query parameter that is wrong, and what it must be. */
  readonly parameter?: string;
  readonly expected?: string;
}

/** The spec describes operations; what happens where there is none it leaves unsaid, so these bodies stand here. */
const others: Readonly<Record<number, readonly [code: number, message: string]>> = {
  405: [20004, "Method not allowed"],
  501: [20501, "The emulator does not have this operation: it holds bindings only"],
};

/** The error response to a problem with a path. */
export function errorResponse(problem: Problem, path: string, format: ErrorFormat): ApiResponse {
  const body = errorBody(problem.status);
  const content =
    format === "problem"
      ? problemDetails(body, problem, path)
      : { ...body, message: messageOf(body, problem, path) };
  return { status: problem.status, body: JSON.stringify(content), headers: { ...problem.headers } };
}

/** Completes a response: the headers of a success, and Twilio's own. */
export function completeResponse(
  { status, body, headers }: ApiResponse,
  context: { readonly requestId: string; readonly concurrent: number; readonly seconds: number },
): RawResponse {
  return {
    status,
    headers: {
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      [names.TwilioRequestId]: context.requestId,
      [names.TwilioConcurrentRequests]: String(context.concurrent),
      [names.TwilioRequestDuration]: context.seconds.toFixed(3),
      ...(status < 300 ? successHeaders : {}),
      ...headers,
    },
    body: body ?? "",
  };
}

function errorBody(status: number): ErrorExample {
  const known: Readonly<Record<number, ErrorExample>> = errors;
  const model = known[status] ?? errors[500];
  const [code, message] = others[status] ?? [model.code, model.message];
  return { code, message, more_info: model.more_info.replace(String(model.code), String(code)), status };
}

function messageOf(
  { message }: ErrorExample,
  { status, parameter, expected }: Problem,
  path: string,
): string {
  if (status === 404) return message.replace("resource", (word) => `${word} ${path}`);
  return parameter === undefined ? message : `${message}: ${parameter} must be ${expected ?? "valid"}`;
}

/** The newer body, after RFC 9457. */
function problemDetails(body: ErrorExample, { parameter, expected = "valid" }: Problem, path: string) {
  return {
    type: body.more_info,
    title: body.message,
    status: body.status,
    code: body.code,
    instance: path,
    ...(parameter !== undefined && {
      detail: `${parameter} must be ${expected}`,
      errors: [{ detail: `must be ${expected}`, pointer: `#/${parameter}` }],
    }),
  };
}
