import type { Operation } from "../../generated/operations.ts";
import { isSid } from "../checks.ts";
import { ResponseFormatError } from "../errors.ts";
import type { CallOptions } from "../options.ts";
import type { AttemptResult } from "./attempt.ts";
import { type Call, type CallResult, type SharedCall, performCall } from "./call.ts";
import type { ClientContext } from "./context.ts";
import { redactFor, responseContext } from "./observer.ts";
import { type PathValues, type QueryValues, serializePath, serializeQuery } from "./parameters.ts";
import { MASK } from "./redactor.ts";
import { type RawResponse, isSuccess, readError, readSuccess } from "./response.ts";

/** A call of an operation. Its values have been checked. */
export interface OperationCall {
  readonly operation: Operation;
  readonly path: PathValues;
  readonly query?: QueryValues;
  readonly options: CallOptions;
  /** Says what is wrong with the data of a response, if anything is. */
  readonly check?: (data: unknown) => string | undefined;
  readonly shared?: SharedCall;
}

/** Performs a call of an operation. Never rejects. */
export function callOperation(client: ClientContext, call: OperationCall): Promise<CallResult> {
  const { operation, path, query = {}, check, options, shared = {} } = call;
  const { id, method } = operation;
  const urlOf = (pathShown: PathValues, queryShown: QueryValues) =>
    client.baseUrl(operation) + serializePath(operation, pathShown) + serializeQuery(queryShown);
  return performCall(client, {
    id,
    method,
    url: urlOf(path, query),
    redacted: () => {
      const inPath = Object.keys(path).filter((name) => operation.pathParameters[name]?.pii);
      const personal = {
        // A user may be named by SID, which is not personal data, or by identity.
        path: inPath.filter((name) => !isSid("User", path[name])),
        query: Object.keys(query).filter((name) => operation.query[name]?.pii && query[name] !== undefined),
      };
      return {
        url: urlOf(mask(path, personal.path), mask(query, personal.query)),
        identities: [...personal.path, ...personal.query]
          .flatMap((name) => path[name] ?? query[name] ?? [])
          .map(String),
      };
    },
    options,
    isRemoval: method === "DELETE",
    // Reading changes nothing, and a binding that was removed stays so.
    isIdempotent: true,
    read: (raw, current) => readResponse(raw, current, operation, check),
    shared,
  });
}

function mask<Values extends PathValues | QueryValues>(values: Values, names: readonly string[]): Values {
  return { ...values, ...Object.fromEntries(names.map((name) => [name, MASK])) };
}

/** Reads the response of an operation. */
export function readResponse(
  raw: RawResponse,
  call: Call,
  operation: Operation,
  check?: OperationCall["check"],
): AttemptResult {
  const redact = redactFor(call);
  const { status } = raw.response;
  if (!isSuccess(raw.response)) {
    return {
      error: readError(raw, responseContext(call), redact),
      isRetryable: status === 429 || isUnclear(status),
      mayHaveSucceeded: isUnclear(status),
    };
  }
  const success = readSuccess(raw, operation, redact);
  const problem = "data" in success ? check?.(success.data) : success.problem;
  if ("data" in success && problem === undefined) return success;
  return {
    error: new ResponseFormatError(problem ?? "", responseContext(call)),
    // The API does not respond like this; something between here and the API does, and that may pass.
    isRetryable: "isForeign" in success && success.isForeign,
    mayHaveSucceeded: true,
  };
}

/** Whether a status leaves open if the request was processed. */
export function isUnclear(status: number): boolean {
  return status === 408 || status >= 500;
}
