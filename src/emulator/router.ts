import type { Operation, PathParameter } from "../../generated/operations.ts";
import { isSid } from "../sids.ts";
import type { Path } from "./catalog.ts";

/** Where a request leads. */
export interface Route {
  readonly path: Path;
  /** Undefined where the path has no such method. */
  readonly operation: Operation | undefined;
  /** Values of the path parameters, decoded. */
  readonly service: string;
  readonly user: string | undefined;
  readonly binding: string | undefined;
}

/** Finds where a path leads; undefined where it is none of the API's, or a SID in it is malformed. */
export function findRoute(paths: readonly Path[], method: string, pathname: string): Route | undefined {
  const given = pathname.split("/");
  const path = paths.find(({ segments }) => fits(segments, given));
  if (path === undefined) return undefined;
  let [service, user, binding]: (string | undefined)[] = [];
  for (const [index, segment] of path.segments.entries()) {
    if (typeof segment === "string") continue;
    const value = readParameter(segment, given[index] ?? "");
    if (value === undefined) return undefined;
    if (segment.sid === "Service") service = value;
    else if (segment.sid === "Binding") binding = value;
    else user = value;
  }
  if (service === undefined) return undefined;
  return { path, operation: path.operations.get(method), service, user, binding };
}

function fits(segments: Path["segments"], given: readonly string[]): boolean {
  return (
    segments.length === given.length &&
    segments.every((segment, index) => typeof segment !== "string" || segment === given[index])
  );
}

/** Decodes a path parameter, once. Undefined where it is empty, malformed or no SID of the kind. */
function readParameter({ sid }: PathParameter, segment: string): string | undefined {
  const value = segment.includes("%") ? decode(segment) : segment;
  if (value === undefined || value === "") return undefined;
  return sid === undefined || isSid(sid, value) ? value : undefined;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
