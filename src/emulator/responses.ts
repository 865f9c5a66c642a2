import { type ErrorExample, errors } from "../../generated/emulation.ts";

export interface ApiResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Undefined for no body. */
  readonly body?: string | undefined;
}

/** Which of Twilio's two error bodies to write. */
export type ErrorFormat = "legacy" | "problem";

/** What went wrong, for an error body. */
export interface Problem extends Omit<ApiResponse, "body"> {
  /** The query parameter that is wrong, and what it must be. */
  readonly parameter?: string;
  readonly expected?: string;
}

/** The spec describes operations; what happens where there is none it leaves unsaid, so these bodies stand here. */
const others: Readonly<Record<number, readonly [code: number, message: string]>> = {
  405: [20004, "Method not allowed"],
  501: [20501, "The emulator does not have this operation: it holds bindings only"],
};

/** Creates the error response to a problem with a path. */
export function errorResponse(problem: Problem, path: string, format: ErrorFormat): ApiResponse {
  const { status, headers = {}, parameter, expected = "valid" } = problem;
  const examples: Readonly<Record<number, ErrorExample>> = errors;
  const example = examples[status] ?? errors[500];
  const [code, title] = others[status] ?? [example.code, example.message];
  const more_info = example.more_info.replace(String(example.code), String(code));
  const detail = parameter === undefined ? undefined : `${parameter} must be ${expected}`;
  const message =
    status === 404
      ? title.replace("resource", (word) => `${word} ${path}`)
      : title + (detail === undefined ? "" : `: ${detail}`);
  const errorsIn = parameter && [{ detail: `must be ${expected}`, pointer: `#/${parameter}` }];
  const body =
    format === "problem"
      ? { type: more_info, title, status, code, instance: path, detail, errors: errorsIn }
      : { code, message, more_info, status };
  return { status, headers, body: JSON.stringify(body) };
}
