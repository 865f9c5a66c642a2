/** How deep the causes of an error are followed, and how many errors of an `AggregateError`. */
const MAX_DEPTH = 5;

/** Built-in errors, whose class is kept in a copy. */
const BUILT_IN = /^(Aggregate|Eval|Range|Reference|Syntax|Type|URI)Error$/;

type Redact = (text: string) => string;

/**
 * An error that is safe to show: itself if it holds nothing but texts without secrets and numbers, or else a copy
 * with name, message, stack, causes and what else is text or number, redacted. Other values are left out, because
 * what hangs on the errors of a `fetch` may hold the request with its Authorization header.
 */
export function sanitizeError(error: unknown, redact: Redact, depth = 0): unknown {
  if (typeof error === "string") return redact(error);
  if (!isError(error)) {
    if (Object(error) !== error) return error;
    return new Error(redact(textOf(error as object, "message") || "A value that is not an error was thrown"));
  }
  const copy = new Error(redact(textOf(error, "message")));
  if (BUILT_IN.test(textOf(error, "name")))
    Object.setPrototypeOf(copy, Object.getPrototypeOf(error) as object);
  // A value that cannot be shown is missing from the copy, which is then not the same.
  let isSame = copy.message === textOf(error, "message");
  const put = (name: PropertyKey, value: unknown, enumerable: boolean) => {
    const safe = sanitizeProperty(name, value, redact, depth);
    isSame &&= safe === value;
    if (safe === undefined) return;
    Object.defineProperty(copy, name, { value: safe, enumerable, configurable: true, writable: true });
  };
  put("name", textOf(error, "name"), false);
  // In Node 22 and newer, an accessor.
  put("stack", textOf(error, "stack"), false);
  for (const name of Reflect.ownKeys(error)) {
    const property: PropertyDescriptor = Object.getOwnPropertyDescriptor(error, name) ?? {};
    // A getter may do anything, and is not called: it stands for a value that cannot be shown.
    const value: unknown = "get" in property ? put : property.value;
    const isPut = name === "stack" || (typeof value === "string" && (name === "name" || name === "message"));
    if (!isPut) put(name, value, property.enumerable === true);
  }
  return isSame ? error : copy;
}

function sanitizeProperty(name: PropertyKey, value: unknown, redact: Redact, depth: number): unknown {
  if (typeof value === "string") return redact(value);
  if (typeof value === "number") return redact(String(value)) === String(value) ? value : undefined;
  if (typeof value === "boolean" || value === null) return value;
  if (depth >= MAX_DEPTH || value === undefined) return undefined;
  if (name === "errors" && Array.isArray(value)) {
    const safe = value.slice(0, MAX_DEPTH).map((error: unknown) => sanitizeError(error, redact, depth + 1));
    return value.every((error, index) => error === safe[index]) ? value : safe;
  }
  return name === "cause" || isError(value) ? sanitizeError(value, redact, depth + 1) : undefined;
}

/** Also an error of another realm, such as a test runner's. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}

/** A property of an error, or of its class; `undefined` if a getter throws. */
export function propertyOf(error: object, name: string): unknown {
  try {
    return (error as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

export function textOf(error: object, name: string): string {
  const value = propertyOf(error, name);
  return typeof value === "string" ? value : "";
}
