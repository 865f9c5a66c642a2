/** JSON pointers (RFC 6901), as they stand in a `$ref` behind the `#`. */
export function toPointer(parent: string, key: string): string {
  return `${parent}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The keys of a pointer. Percent-encoding is undone first, because a `$ref` is a URI reference. */
export function keysOf(pointer: string): string[] {
  if (pointer === "") return [];
  return decode(pointer)
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The value at a pointer, or undefined. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const key of keysOf(pointer)) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** An object or an array, whose members can be looked up by key. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function decode(pointer: string): string {
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer; // a bare % is no escape: take the text as it is
  }
}
