import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const entries = ["index", "emulator/index", "openapi-fetch/index"].map((entry) => `${root}src/${entry}.ts`);
const { config } = ts.readConfigFile(`${root}tsconfig.json`, (file) => ts.sys.readFile(file)) as {
  readonly config: { readonly compilerOptions: object };
};
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
const program = ts.createProgram(entries, options);

/** The names that an entry point exports, as the compiler sees them. */
function exportsOf(entry: string): readonly string[] {
  const source = program.getSourceFile(entry);
  const module = source && program.getTypeChecker().getSymbolAtLocation(source);
  if (!module) throw new Error(`${entry} is not a module`);
  return program
    .getTypeChecker()
    .getExportsOfModule(module)
    .map(({ name }) => name);
}

it.each([
  ["src/index.ts", ""],
  ["src/emulator/index.ts", "emulator/"],
  ["src/openapi-fetch/index.ts", "openapi-fetch/"],
])("the SDK reference has a page for each export of %s, and no others", (entry, folder) => {
  // Next to those of the main entry, the other two have a page of their own.
  const pages = readdirSync(`${root}site/sdk/twilio-bindings/${folder}`).filter((name) =>
    /^(?!emulator|openapi-fetch).*\.html$/.test(name),
  );
  // What its users call the default export.
  const names = exportsOf(root + entry).map((name) => (name === "default" ? "twilio" : name));
  expect(names.length).toBeGreaterThan(1);
  expect(pages.sort()).toEqual([...new Set(names)].map((name) => `${name}.html`).sort());
});
