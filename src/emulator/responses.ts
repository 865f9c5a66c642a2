import { type ErrorExample, errors } from "../../generated/emulation.ts";

/** A response; one with an error status gets its body last, by `errorBody`. */
export interface ApiResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Undefined for no body. */
  readonly body?: string | undefined;
  /** The query parameter that is wrong, and what it must be. */
  readonly wrong?: { readonly parameter: string; readonly expected: string };
}

/** Which of Twilio's two error bodies to write. */
export type ErrorFormat = "legacy" | "problem";

/** The spec describes operations and not what happens without one, so these bodies stand here. */
const others: Readonly<Record<number, readonly [code: number, message: string]>> = {
  405: [20004, "Method not allowed"],
  501: [20501, "The emulator does not have this operation: it holds bindings only"],
};

/** Writes the body of an error at a path. */
export function errorBody({ status, wrong }: ApiResponse, path: string, format: ErrorFormat): string {
  const examples: Readonly<Record<number, ErrorExample>> = errors;
  const example = examples[status] ?? errors[500];
  const [code, title] = others[status] ?? [example.code, example.message];
  const more_info = example.more_info.replace(String(example.code), String(code));
  const detail = wrong && `${wrong.parameter} must be ${wrong.expected}`;
  if (format === "problem") {
    const details = wrong && [{ detail: `must be ${wrong.expected}`, pointer: `#/${wrong.parameter}` }];
    const problem = { type: more_info, title, status, code, instance: path, detail, errors: details };
    return JSON.stringify(problem);
  }
  const named = status === 404 ? title.replace("resource", (word) => `${word} ${path}`) : title;
  const message = detail === undefined ? named : `${named}: ${detail}`;
  return JSON.stringify({ code, message, more_info, status });
}
