import { inspect } from "node:util";

/** All that a log could show of a value: inspected to the bottom, hidden properties too, as JSON, as text. */
export function everythingShown(value: unknown): string {
  const parts = [
    inspect(value, { depth: null, showHidden: true, getters: true, maxArrayLength: null }),
    asJson(value),
    String(value),
  ];
  for (const error of errorsIn(value)) {
    parts.push(error.message, error.stack ?? "", String(error), asJson({ ...error }));
  }
  return parts.join("\n");
}

/** The error and its causes. */
function errorsIn(value: unknown): Error[] {
  return value instanceof Error ? [value, ...errorsIn(value.cause)] : [];
}

function asJson(value: unknown): string {
  try {
    return String(JSON.stringify(value));
  } catch {
    return ""; // it goes in a circle; inspect has shown it
  }
}
