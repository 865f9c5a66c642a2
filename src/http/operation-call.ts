import type { Operation } from "../../generated/operations.ts";
import { isSid } from "../checks.ts";
import { ResponseFormatError } from "../errors.ts";
import type { CallOptions } from "../options.ts";
import type { AttemptResult } from "./attempt.ts";
import type { Call, CallResult, SharedCall } from "./call-state.ts";
import { performCall } from "./call.ts";
import type { ClientContext } from "./context.ts";
import { redactFor, responseContext } from "./observer.ts";
import { type PathValues, type QueryValues, serializePath, serializeQuery } from "./parameters.ts";
import { MASK } from "./redactor.ts";
import { type RawResponse, isSuccess, isTemporary, isUnclear, readError, readSuccess } from "./response.ts";

/** A call of an operation, with checked values. */
export interface OperationCall {
  readonly operation: Operation;
  readonly path: PathValues;
  readonly query: QueryValues;
  readonly options: CallOptions;
  /** Describes what is wrong with the data of a response; `undefined` if nothing is. */
  readonly check?: ((data: unknown) => string | undefined) | undefined;
  readonly shared?: SharedCall | undefined;
}

/** Performs a call of an operation. Never rejects. */
export function callOperation(client: ClientContext, call: OperationCall): Promise<CallResult> {
  const { operation, path, query, check, options, shared } = call;
  const urlOf = (pathShown: PathValues, queryShown: QueryValues) =>
    client.baseUrl(operation) + serializePath(operation, pathShown) + serializeQuery(queryShown);
  return performCall(client, {
    id: operation.id,
    method: operation.method,
    url: urlOf(path, query),
    redacted: () => {
      const identities: string[] = [];
      const inPath = mask(path, operation.pathParameters, identities);
      const inQuery = mask(query, operation.query, identities);
      return { url: urlOf(inPath, inQuery), identities };
    },
    options,
    body: undefined,
    read: (raw, current) => readResponse(raw, current, operation, check),
    shared,
  });
}

/** The identities among query values. */
export function identitiesOf({ query: parameters }: Operation, query: QueryValues): readonly string[] {
  const identities: string[] = [];
  mask(query, parameters, identities);
  return identities;
}

/** Values with personal data as `***`, which is added to the identities. */
function mask<Values extends PathValues | QueryValues>(
  values: Values,
  parameters: Readonly<Record<string, { readonly pii?: true }>>,
  identities: string[],
): Values {
  const masked = Object.entries(values).map(([name, value]) => {
    // A user may be named by SID, which is not personal data, or by identity.
    if (value === undefined || !parameters[name]?.pii || isSid("User", value)) return [name, value];
    identities.push(...[value].flat().map(String));
    return [name, MASK];
  });
  return Object.fromEntries(masked) as Values;
}

/** Reads the response of an operation. */
export function readResponse(
  raw: RawResponse,
  call: Call,
  operation: Operation,
  check?: OperationCall["check"],
): AttemptResult {
  if (!isSuccess(raw.response)) return rejectStatus(raw, call);
  const success = readSuccess(raw, operation, redactFor(call));
  const problem = "data" in success ? check?.(success.data) : success.problem;
  if ("data" in success && problem === undefined) return success;
  return {
    error: new ResponseFormatError(problem ?? "", responseContext(call)),
    // The API does not respond like this. A proxy may, for a while.
    isRetryable: "isForeign" in success && success.isForeign,
    mayHaveSucceeded: true,
  };
}

/** The failure of an attempt whose response is an error. */
export function rejectStatus(raw: RawResponse, call: Call): AttemptResult {
  const { status } = raw.response;
  const error = readError(raw, responseContext(call), redactFor(call));
  return { error, isRetryable: isTemporary(status), mayHaveSucceeded: isUnclear(status) };
}
