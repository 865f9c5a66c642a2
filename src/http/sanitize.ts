/** How deep the causes of an error are followed. */
const MAX_DEPTH = 5;

/** Built-in errors, whose class is kept in a copy. */
const BUILT_IN = /^(Aggregate|Eval|Range|Reference|Syntax|Type|URI)Error$/;

/**
 * An error that is safe to show: itself if it holds nothing but texts without secrets and numbers, or else a copy
 * with name, message, stack, causes and what else is text or number, redacted. Other values are left out, because
 * what hangs on the errors of a `fetch` may hold the request with its Authorization header.
 */
export function sanitizeError(error: unknown, redact: (text: string) => string, depth = 0): unknown {
  if (typeof error === "string") return redact(error);
  if (typeof error !== "object" || error === null) return error;
  if (isHarmless(error, redact, depth)) return error;
  if (!isError(error)) return new Error(redact(describeThrown(error)));
  const copy = new Error(redact(textOf(error, "message")));
  if (BUILT_IN.test(textOf(error, "name")))
    Object.setPrototypeOf(copy, Object.getPrototypeOf(error) as object);
  const define = (name: string, value: unknown, enumerable: boolean) =>
    Object.defineProperty(copy, name, { value, enumerable, configurable: true, writable: true });
  define("name", redact(textOf(error, "name")), false);
  define("stack", redact(textOf(error, "stack")), false);
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(error))) {
    if (["name", "message", "stack"].includes(name)) continue;
    if (typeof value === "string") define(name, redact(value), true);
    else if (typeof value === "number" && redact(String(value)) === String(value)) define(name, value, true);
  }
  if (depth >= MAX_DEPTH) return copy;
  const [cause, errors] = [propertyOf(error, "cause"), propertyOf(error, "errors")];
  if (cause !== undefined) define("cause", sanitizeError(cause, redact, depth + 1), false);
  if (Array.isArray(errors)) {
    const shown = errors.slice(0, MAX_DEPTH).map((inner) => sanitizeError(inner, redact, depth + 1));
    define("errors", shown, false);
  }
  return copy;
}

/** Also an error of another realm, such as a test runner's. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}

function isHarmless(error: object, redact: (text: string) => string, depth: number): boolean {
  if (!isError(error) || depth > MAX_DEPTH) return false;
  const isClean = (value: unknown) =>
    typeof value === "string" || typeof value === "number"
      ? redact(String(value)) === String(value)
      : typeof value !== "object" || value === null
        ? typeof value !== "function"
        : isHarmless(value, redact, depth + 1);
  return [textOf(error, "name"), textOf(error, "message"), ...ownValues(error)].every(isClean);
}

/** All own values; the errors of an `AggregateError` one by one, and a function in the place of a getter, which may do anything. */
function ownValues(error: object): unknown[] {
  return Reflect.ownKeys(error).flatMap((key) => {
    // An accessor in Node 22 and newer.
    if (key === "stack") return [textOf(error, "stack")];
    const descriptor = Object.getOwnPropertyDescriptor(error, key) ?? {};
    const value: unknown = "get" in descriptor ? () => undefined : descriptor.value;
    return key === "errors" && Array.isArray(value) ? (value as unknown[]) : [value];
  });
}

/** A property of an error, or of its class; `undefined` if a getter throws. */
export function propertyOf(error: object, name: string): unknown {
  try {
    return (error as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

function textOf(error: object, name: string): string {
  const value = propertyOf(error, name);
  return typeof value === "string" ? value : "";
}

function describeThrown(value: object): string {
  return textOf(value, "message") || "A value that is not an error was thrown";
}
