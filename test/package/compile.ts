import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Ended, start } from "../support/processes.ts";
import { consumers, tool } from "./installed.ts";

/** The compilers of users, oldest first; the tools' project pins them. */
export const versions = ["5.0", "5.4", "5.9", "6", "7"] as const;
export type Version = (typeof versions)[number];

export interface Project {
  /** Where its programs, its configuration and `out/` go. */
  readonly folder: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
  /** Text by name, such as `main.ts`. */
  readonly programs: Readonly<Record<string, string>>;
}

/** Node's types without the page's, and the page's without Node's: nobody has to have both. */
export const onNode = { lib: ["es2022"], types: ["node"] };
export const inPage = { lib: ["es2022", "dom", "dom.iterable"], types: [] };

const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  isolatedModules: true,
  resolveJsonModule: true,
  skipLibCheck: false,
  // The compiler's own files, and no others.
  skipDefaultLibCheck: true,
  target: "es2022",
  declaration: true,
  noEmitOnError: true,
  rootDir: ".",
  outDir: "out",
};

/** Compiles projects one after the other, as strictly as a user may. */
export async function compile(version: Version, projects: readonly Project[]): Promise<Ended> {
  await Promise.all(projects.map((project) => write(project)));
  const folders = projects.map(({ folder }) => folder);
  // Build mode compiles many in one process; they do not reference each other.
  return start(process.execPath, [tool(`typescript-${version}/bin/tsc`), "-b", ...folders], {
    cwd: consumers,
  });
}

async function write({ folder, manifest, options, programs }: Project): Promise<void> {
  await mkdir(folder, { recursive: true });
  const configuration = { compilerOptions: { ...strict, ...options }, files: Object.keys(programs) };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(configuration));
  await Promise.all(Object.entries(programs).map(([name, text]) => writeFile(join(folder, name), text)));
}
