import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Version, compile, inPage } from "./compile.ts";
import { consumers } from "./installed.ts";

const text = (name: string) => readFileSync(join(consumers, "library", name), "utf8");
const nodenext = { module: "nodenext", ...inPage };
const commonjs = (version: Version) =>
  version.startsWith("5.") ? { module: "commonjs", moduleResolution: "node", ...inPage } : nodenext;

/** With a default import, compilers name types by the callable's namespace. */
const sources = {
  types: text("library.ts"),
  default: `${text("library.ts").replace("import type {", "import twilio, { type")}
    export const open = (accountSid: string) => twilio(accountSid, "token");`,
};

describe.each(["5.0", "5.9", "7"] as const)("TypeScript %s", (version) => {
  it.each(Object.entries(sources))(
    "writes declarations of a library that name public types, and programs see those through it: %s",
    async (name, source) => {
      const folder = join(consumers, `library-${version}-${name}`);
      const library = join(folder, "node_modules/library");
      const app = (app: string, type: string, options: object) => ({
        folder: join(folder, app),
        manifest: { type },
        options: { ...options },
        programs: { "app.ts": text("app.ts") },
      });
      const compiled = await compile(version, [
        {
          folder: library,
          manifest: { name: "library", main: "out/index.js", types: "out/index.d.ts" },
          options: commonjs(version),
          programs: { "index.ts": source },
        },
        app("module", "module", nodenext),
        app("commonjs", "commonjs", nodenext),
        app("classic", "commonjs", commonjs(version)),
        app("bundler", "module", { module: "esnext", moduleResolution: "bundler", ...inPage }),
      ]);
      expect(compiled).toEqual({ code: 0, stdout: "", stderr: "" });
      const declarations = readFileSync(join(library, "out/index.d.ts"), "utf8");
      const imported = `import("twilio-bindings").Listing<import("twilio-bindings").ServiceBinding>`;
      const named = name === "types" ? imported : "twilio.Listing<twilio.ServiceBinding>";
      expect(declarations).toContain(named);
      expect(declarations).not.toMatch(/twilio-bindings\/dist|node_modules/);
    },
  );
});
