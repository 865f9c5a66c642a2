import type { Node } from "../openapi/load.ts";
import { toPointer } from "../openapi/pointer.ts";
import { type Json, isRecord } from "./json.ts";
import { type Element, locationOf } from "./model.ts";
import type { Slice } from "./slice.ts";

/** What a slice has at a location: its value, and the place in its files to look at. */
export interface Found {
  readonly value: Json;
  readonly file: string;
  readonly line: number;
}

/** Goes down to the location, or as near to it as the slice goes. */
export function locate(slice: Slice, location: string): Found {
  const [root, at] = rootOf(slice, location);
  if (root === undefined) return { value: null, ...placeBeside(slice, location) };
  let [element, here] = [root, at];
  for (let key = stepTowards(element, here, location); key !== undefined;) {
    const child = element.children.get(key);
    if (child === undefined) break;
    element = child.element();
    here += key;
    key = stepTowards(element, here, location);
  }
  if (here === location) return { value: "present", ...placeOf(slice, element) };
  const fact = [...element.facts.keys()].find((name) => locationOf(element, here, name) === location);
  return {
    value: fact === undefined ? null : (element.facts.get(fact)?.value ?? null),
    ...placeOf(slice, element, location.slice(here.length + 1)),
  };
}

/** Whether a location lies within another, or is it. */
export function isWithin(location: string, outer: string): boolean {
  return location.startsWith(outer) && /^($|[ .([])/.test(location.slice(outer.length));
}

function rootOf(slice: Slice, location: string): [Element | undefined, string] {
  for (const group of [slice.operations, slice.paths]) {
    for (const [key, element] of group) {
      if (location === key || location.startsWith(`${key} `)) return [element, key];
    }
  }
  return isWithin(location, "document") ? [slice.root, "document"] : [undefined, ""];
}

/** For an operation that the slice lacks: its path, if the slice has other operations on it. */
function placeBeside(slice: Slice, location: string) {
  const path = slice.paths.get(location.split(" ")[1] ?? "");
  return path ? placeOf(slice, path) : { file: slice.document.root.file, line: 1 };
}

/** The longest child on the way: `.properties.a` and `.properties.a.b` may both be there. */
function stepTowards(element: Element, here: string, location: string): string | undefined {
  return [...element.children.keys()]
    .filter((key) => isWithin(location, here + key))
    .sort((a, b) => b.length - a.length)[0];
}

/** The keyword behind a fact, where its name is another. */
const KEYWORDS: Readonly<Record<string, string>> = { nullable: "type", never: "additionalProperties" };

function placeOf(slice: Slice, element: Element, fact?: string) {
  const { node } = element;
  const word = fact?.split(/[. ]/, 1)[0] ?? "";
  const keyword = KEYWORDS[word] ?? word;
  const has = (each: Node | undefined) => isRecord(each?.value) && keyword in each.value;
  const { reference } = node;
  // What stands beside a `$ref` is nearer to the place than what the `$ref` names. Whether a schema that others
  // share may be null, or whatever else it does not say, is said where it is referred to.
  const isSaidThere = element.kind === "schema" && fact !== undefined && (word === "nullable" || !has(node));
  const owner = has(reference?.siblings) ? reference?.siblings : isSaidThere ? reference : undefined;
  const { file, pointer } = owner ?? node;
  const isWritten = has(owner === undefined ? node : reference?.siblings);
  return {
    file,
    line: slice.document.lineOf({ file, pointer: isWritten ? toPointer(pointer, keyword) : pointer }),
  };
}
