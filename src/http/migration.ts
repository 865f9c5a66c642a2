/**
 * Creates a function that makes the camelCase properties of the official library throw instead of being `undefined`:
 * `bindingType !== "fcm"` is true for every binding, so that untyped code that migrates would remove all. The
 * properties are not enumerable: whatever copies, compares or prints a resource sees the API's own JSON.
 */
export function createGuard(): (resource: object) => void {
  const guards = new Map<string, readonly [name: string, guard: PropertyDescriptor]>();
  return (resource) => {
    for (const name of Object.keys(resource)) {
      const guard = guards.get(name) ?? guardOf(name);
      guards.set(name, guard);
      if (!Object.hasOwn(resource, guard[0])) Object.defineProperty(resource, ...guard);
    }
  };
}

function guardOf(name: string): readonly [name: string, guard: PropertyDescriptor] {
  const camelCase = name.replace(/_+([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const get = () => {
    throw new TypeError(`Resources have the API's own property names: read ${name} instead of ${camelCase}`);
  };
  return [camelCase, { get, configurable: true, enumerable: false }];
}
