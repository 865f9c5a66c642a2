import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { start } from "../support/processes.ts";
import { type Project, type Version, compile, inPage, onNode, versions } from "./compile.ts";
import { consumers } from "./installed.ts";

interface Setting {
  readonly type: "module" | "commonjs";
  /** Source by program. */
  readonly programs: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, unknown>>;
  /** Which versions know the setting. @default all */
  readonly since?: (version: Version) => boolean;
}

const isOld = (version: Version) => version.startsWith("5.");
const classic = { module: "commonjs", moduleResolution: "node" };
const both = { "main.ts": "main.ts", "required.ts": "required.ts", "paths.ts": "paths.ts" };

const settings: Readonly<Record<string, Setting>> = {
  interop: {
    type: "commonjs",
    programs: both,
    options: { ...classic, esModuleInterop: true, ...inPage },
    since: isOld,
  },
  // With the library of a time before `ErrorOptions`, as in many a configuration of older projects.
  "no-interop": {
    type: "commonjs",
    programs: both,
    options: { ...classic, esModuleInterop: false, ...inPage, target: "es2018", lib: ["es2018", "dom"] },
    since: isOld,
  },
  // Resolves as a bundler does, as the older module resolution is gone.
  commonjs: {
    type: "commonjs",
    programs: both,
    options: { module: "commonjs", ...inPage },
    since: (version) => !isOld(version),
  },
  node16: {
    type: "commonjs",
    programs: {
      "main.mts": "main.ts",
      "main.cts": "main.ts",
      "required.ts": "required.ts",
      "paths.mts": "paths.ts",
    },
    options: { module: "node16", ...inPage },
  },
  nodenext: {
    type: "module",
    programs: { "main.ts": "main.ts", "required.cts": "required.ts", "paths.cts": "paths.ts" },
    options: { module: "nodenext", ...onNode },
  },
  bundler: {
    type: "module",
    programs: { "main.ts": "main.ts", "paths.ts": "paths.ts" },
    options: { module: "esnext", moduleResolution: "bundler", ...inPage },
  },
};

function projectsFor(version: Version): readonly Project[] {
  const known = Object.entries(settings).filter(([, { since }]) => since?.(version) ?? true);
  return known.map(([name, { type, programs, options }]) => {
    // The types of openapi-fetch itself do not pass the strictest settings of 5.0.
    const sources = Object.entries(programs).filter(
      ([, source]) => version !== "5.0" || source !== "paths.ts",
    );
    const texts = sources.map(([program, source]) => {
      return [program, readFileSync(join(consumers, "typescript", source), "utf8")] as const;
    });
    const folder = join(consumers, `typescript-${version}`, name);
    return { folder, manifest: { type }, options, programs: Object.fromEntries(texts) };
  });
}

describe.concurrent.each(versions)("TypeScript %s", (version) => {
  it("compiles every module setting strictly, and what comes out runs", async ({ expect }) => {
    const projects = projectsFor(version);
    expect(await compile(version, projects)).toEqual({ code: 0, stdout: "", stderr: "" });
    // What the others write is the same but for details.
    if (version !== "5.9" && version !== "7") return;
    for (const { folder, programs } of projects) {
      for (const program of Object.keys(programs)) {
        const file = join(folder, "out", program.replace(/ts$/, "js"));
        const ended = await start(process.execPath, [file], { cwd: folder });
        expect(ended, file).toEqual({ code: 0, stdout: "ok\n", stderr: "" });
      }
    }
  });
});
