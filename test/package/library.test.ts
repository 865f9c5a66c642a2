import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Version, compile, inPage } from "./compile.ts";
import { consumers } from "./installed.ts";

const text = (name: string) => readFileSync(join(consumers, "library", name), "utf8");
const nodenext = { module: "nodenext", ...inPage };
const commonjs = (version: Version) =>
  version.startsWith("5.") ? { module: "commonjs", moduleResolution: "node", ...inPage } : nodenext;

describe.each(["5.0", "5.9", "7"] as const)("TypeScript %s", (version) => {
  it("writes declarations of a library that name public types, and programs see those through it", async () => {
    const folder = join(consumers, `library-${version}`);
    const library = join(folder, "node_modules/library");
    const app = (name: string, type: string, options: object) => ({
      folder: join(folder, name),
      manifest: { type },
      options: { ...options },
      programs: { "app.ts": text("app.ts") },
    });
    const compiled = await compile(version, [
      {
        folder: library,
        manifest: { name: "library", main: "out/index.js", types: "out/index.d.ts" },
        options: commonjs(version),
        programs: { "index.ts": text("library.ts") },
      },
      app("module", "module", nodenext),
      app("commonjs", "commonjs", nodenext),
      app("classic", "commonjs", commonjs(version)),
    ]);
    expect(compiled).toEqual({ code: 0, stdout: "", stderr: "" });
    const declarations = readFileSync(join(library, "out/index.d.ts"), "utf8");
    expect(declarations).toContain(
      `import("twilio-bindings").Listing<import("twilio-bindings").ServiceBinding>`,
    );
    expect(declarations).not.toMatch(/twilio-bindings\/dist|node_modules/);
  });
});
