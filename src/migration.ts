/**
 * Makes the camelCase properties of the official library throw where they would be `undefined`: `bindingType !== "fcm"`
 * is true for every binding, and code that moves here without types would remove all. The properties are not
 * enumerable, so that a resource stays the API's own JSON for whatever copies, compares or prints it.
 */
export function guardProperties(resource: object): void {
  for (const name of Object.keys(resource)) {
    const camelCase = name.replace(/_+([a-z])/g, (_, letter: string) => letter.toUpperCase());
    if (Object.hasOwn(resource, camelCase)) continue;
    const get = () => {
      throw new TypeError(
        `Resources have the API's own property names: read ${name} instead of ${camelCase}`,
      );
    };
    Object.defineProperty(resource, camelCase, { get, configurable: true, enumerable: false });
  }
}
