import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { start } from "../support/processes.ts";
import { consumers, tool } from "./installed.ts";

interface Project {
  readonly type: "module" | "commonjs";
  readonly programs: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noUncheckedSideEffectImports: true,
  isolatedModules: true,
  skipLibCheck: false,
  target: "es2023",
  declaration: true,
  noEmitOnError: true,
  rootDir: ".",
  outDir: "out",
};

/** Node's types without the page's, and the page's without Node's: nobody has to have both. */
const onNode = { lib: ["es2023"], types: ["node"] };
const inPage = { lib: ["es2023", "dom", "dom.iterable"], types: [] };

const projects: Readonly<Record<string, Project>> = {
  nodenext: { type: "module", programs: ["main"], options: { module: "nodenext", ...onNode } },
  "node20-commonjs": {
    type: "commonjs",
    programs: ["main", "required"],
    options: { module: "node20", ...onNode },
  },
  bundler: {
    type: "module",
    programs: ["main"],
    options: { module: "esnext", moduleResolution: "bundler", ...inPage },
  },
};

describe.each(["typescript-5.9", "typescript-6", "typescript-7"])("%s", (version) => {
  it.each(Object.entries(projects))("compiles %s strictly, and it runs", async (name, project) => {
    const folder = join(consumers, `${version}-${name}`);
    await mkdir(folder);
    await writeFile(join(folder, "package.json"), JSON.stringify({ type: project.type }));
    const files = project.programs.map((program) => `${program}.ts`);
    const configuration = { compilerOptions: { ...strict, ...project.options }, files };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(configuration));
    for (const file of files) await copyFile(join(consumers, file), join(folder, file));

    const compiled = await start(process.execPath, [tool(`${version}/bin/tsc`), "-p", "."], { cwd: folder });
    expect(compiled).toEqual({ code: 0, stdout: "", stderr: "" });
    for (const program of project.programs) {
      const ended = await start(process.execPath, [`out/${program}.js`], { cwd: folder });
      expect(ended, program).toEqual({ code: 0, stdout: "ok\n", stderr: "" });
    }
  });
});
