import type { ListOperation } from "../../generated/operations.ts";
import type * as http from "../http/index.ts";

/**
 * Creates a check whether a binding is what the filters ask for. The server has checked already; this is for an API
 * or a proxy that ignores a filter, and would return everybody's bindings.
 */
export function createSelection(
  operation: ListOperation,
  query: http.QueryValues,
): (item: object) => boolean {
  const filters = operation.filters.flatMap((name) => {
    const property = operation.filterProperties[name] ?? "";
    const wanted = query[name];
    return Array.isArray(wanted) ? [{ property, wanted: new Set<unknown>(wanted) }] : [];
  });
  return (item) =>
    filters.every(({ property, wanted }) => {
      const value = (item as Readonly<Record<string, unknown>>)[property];
      return value === undefined || wanted.has(value);
    });
}

/**
 * The queries that together give the same list as one that names several values of a closed set, the binding types;
 * empty if there are none. Identities are not split: each has few bindings, so that it would be more requests.
 */
export function splitQuery(operation: ListOperation, query: http.QueryValues): http.QueryValues[] {
  const name = operation.filters.find((filter) => operation.query[filter]?.enum) ?? "";
  const values = query[name];
  if (!Array.isArray(values) || values.length < 2) return [];
  return values.map((value: string) => ({ ...query, [name]: [value] }));
}
