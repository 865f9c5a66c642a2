import type { Node } from "../openapi/load.ts";
import { toPointer } from "../openapi/pointer.ts";
import { type Json, isRecord } from "./json.ts";
import { type Element, locationOf } from "./model.ts";
import type { Scope } from "./scope.ts";

/** What a scope has at a location: the value, and where in its files to look. */
export interface Found {
  readonly value: Json;
  readonly file: string;
  readonly line: number;
}

/** Descends to the location, or as near to it as the scope has elements. */
export function locate(scope: Scope, location: string): Found {
  const [root, at] = rootOf(scope, location);
  if (root === undefined) return { value: null, ...fallbackOf(scope, location) };
  let [element, here] = [root, at];
  for (let key = stepTowards(element, here, location); key !== undefined;) {
    const child = element.children.get(key);
    if (child === undefined) break;
    element = child.element();
    here += key;
    key = stepTowards(element, here, location);
  }
  if (here === location) return { value: "present", ...sourceOf(scope, element) };
  const fact = [...element.facts].find(([name]) => locationOf(element, here, name) === location);
  return { value: fact?.[1].value ?? null, ...sourceOf(scope, element, location.slice(here.length + 1)) };
}

/** Whether a location is inside another, or equal to it. */
export function isWithin(location: string, outer: string): boolean {
  return location.startsWith(outer) && /^($|[ .([])/.test(location.slice(outer.length));
}

/** The operation or path that a location begins with. */
export function operationIn(location: string): string {
  return /^(?:[A-Z]+ )?\/\S*|^document/.exec(location)?.[0] ?? location;
}

function rootOf(scope: Scope, location: string): [Element | undefined, string] {
  const key = operationIn(location);
  const root = key === "document" ? scope.root : (scope.operations.get(key) ?? scope.paths.get(key));
  return [root, key];
}

/** For an operation that the scope lacks: its path, if the scope has other operations on it. */
function fallbackOf(scope: Scope, location: string) {
  const path = scope.paths.get(location.split(" ")[1] ?? "");
  return path ? sourceOf(scope, path) : { file: scope.document.root.file, line: 1 };
}

/** The longest child on the way: both `.properties.a` and `.properties.a.b` may exist. */
function stepTowards(element: Element, here: string, location: string): string | undefined {
  return [...element.children.keys()]
    .filter((key) => isWithin(location, here + key))
    .sort((a, b) => b.length - a.length)[0];
}

/** The keyword of a fact that has a different name. */
const KEYWORDS: Readonly<Record<string, string>> = { nullable: "type", never: "additionalProperties" };

function sourceOf(scope: Scope, element: Element, fact?: string) {
  const { node } = element;
  const word = fact?.split(/[. ]/, 1)[0] ?? "";
  const keyword = KEYWORDS[word] ?? word;
  const has = (each: Node | undefined) => isRecord(each?.value) && keyword in each.value;
  const { reference } = node;
  // The siblings of a `$ref` are nearer to the location than its target. Whether a shared schema is nullable, and
  // whatever else it does not specify, is specified where it is referenced.
  const isAtReference =
    element.kind === "schema" && fact !== undefined && (word === "nullable" || !has(node));
  const owner = has(reference?.siblings) ? reference?.siblings : isAtReference ? reference : undefined;
  const { file, pointer } = owner ?? node;
  const isWritten = has(owner === undefined ? node : reference?.siblings);
  return {
    file,
    line: scope.document.lineOf({ file, pointer: isWritten ? toPointer(pointer, keyword) : pointer }),
  };
}
