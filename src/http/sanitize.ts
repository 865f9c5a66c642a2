import { prototypesOf } from "../checks.ts";

/** How deep the causes of an error are followed, and how many errors of an `AggregateError`. */
const MAX_DEPTH = 5;
const MAX_ERRORS = 20;

/** Built-in errors, whose class is kept in a copy. */
const BUILT_IN = /^(Aggregate|Eval|Range|Reference|Syntax|Type|URI)Error$/;

/** Class members through which an error can show more than its own properties hold. */
const SHOWN_BY = ["toJSON", "toString", "cause", "errors", Symbol.for("nodejs.util.inspect.custom")];

/**
 * An error that is safe to show: itself if it holds nothing but texts without secrets and numbers, or else a copy
 * with name, message, stack, causes and what else is text or number, redacted. Other values are left out, because
 * what hangs on the errors of a `fetch` may hold the request with its Authorization header.
 */
export function sanitizeError(thrown: unknown, redact: (text: string) => string): unknown {
  /** What came of each error; `undefined` while that is not known, as in a circle. */
  const known = new Map<object, unknown>();

  const sanitize = (value: unknown, depth: number): unknown => {
    if (typeof value === "string") return redact(value);
    if (Object(value) !== value) return value;
    const error = value as object;
    if (!isError(error))
      return new Error(redact(textOf(error, "message") || "A value that is not an error was thrown"));
    if (known.has(error)) return known.get(error);
    known.set(error, undefined);
    try {
      const safe = copyUnlessSafe(error, depth);
      known.set(error, safe);
      return safe;
    } catch {
      return new Error("An error that cannot be read was thrown");
    }
  };

  const copyUnlessSafe = (error: Error, depth: number): Error => {
    const copy = new Error(redact(textOf(error, "message")));
    const builtIn = BUILT_IN.exec(textOf(error, "name"))?.[0] as "TypeError" | undefined;
    if (builtIn) Object.setPrototypeOf(copy, globalThis[builtIn].prototype);
    // A value that cannot be shown is missing from the copy, which is then not the same.
    let isSame = copy.message === textOf(error, "message") && !hasOtherWays(error);
    const put = (name: PropertyKey, value: unknown, enumerable: boolean) => {
      const safe = sanitizeProperty(name, value, depth);
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
      const isText = typeof value === "string" || (name === "stack" && value === put);
      if (isText && ["name", "message", "stack"].includes(name as string)) continue;
      const text = typeof name === "symbol" ? (name.description ?? "") : name;
      if (redact(text) === text) put(name, value, property.enumerable === true);
      else isSame = false;
    }
    return isSame ? error : copy;
  };

  const sanitizeProperty = (name: PropertyKey, value: unknown, depth: number): unknown => {
    if (typeof value === "string") return redact(value);
    if (typeof value === "number") return redact(String(value)) === String(value) ? value : undefined;
    if (typeof value === "boolean" || value === null) return value;
    if (depth >= MAX_DEPTH || value === undefined) return undefined;
    if (name === "errors" && Array.isArray(value)) {
      const safe = value.slice(0, MAX_ERRORS).map((error: unknown) => sanitize(error, depth + 1));
      return value.every((error, index) => error === safe[index]) ? value : safe;
    }
    return name === "cause" || isError(value) ? sanitize(value, depth + 1) : undefined;
  };

  return sanitize(thrown, 0);
}

/** Whether a class of the caller's shows its errors in a way of its own. */
function hasOtherWays(error: Error): boolean {
  // The last two are those of every error: Error.prototype and Object.prototype.
  const holders = prototypesOf(error).slice(1, -2);
  return holders.some((holder) => SHOWN_BY.some((name) => Object.hasOwn(holder, name)));
}

/** Also an error of another realm, such as a test runner's. */
export function isError(value: unknown): value is Error {
  try {
    return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
  } catch {
    // A proxy threw.
    return false;
  }
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
