import { inspect } from "node:util";

/** All that a log could show of a value: inspected to the bottom, hidden properties too, as JSON, as text. */
export function everythingShown(value: unknown): string {
  const inspected = inspect(value, { depth: null, showHidden: true, getters: true, maxArrayLength: null });
  return [inspected, asJson(value), String(value), ...errorsIn(value).flatMap(textsOf)].join("\n");
}

/** The error and its causes. */
function errorsIn(value: unknown): Error[] {
  return value instanceof Error ? [value, ...errorsIn(value.cause)] : [];
}

function textsOf(error: Error): string[] {
  return [error.name, error.message, error.stack ?? "", String(error), asJson(Object.entries(error))];
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) || "";
  } catch {
    return ""; // it goes in a circle; inspect has shown it
  }
}
