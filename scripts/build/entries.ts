import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";

/** A file for each kind of import that resolves differently. */
interface Conditions {
  readonly import: { readonly types: string; readonly default: string };
  readonly require: { readonly types: string; readonly default: string };
}

/** What `exports` in package.json may say of a subpath: code in two builds, types alone, or a file as it is. */
type Target = Conditions | { readonly types: string } | string;

export interface Manifest {
  readonly exports: Readonly<Record<string, Target>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export async function readManifest(root: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, "package.json"), "utf8")) as Manifest;
}

/** An entry point with code: its path below both `src/` and `dist/`, without the extension. */
export function codeEntries(root: string, { exports }: Manifest): readonly string[] {
  return Object.values(exports)
    .filter((target) => typeof target === "object" && "import" in target)
    .map((target) => withoutExtension(target.import.default))
    .filter((entry) => existsSync(join(root, "src", `${entry}.ts`)));
}

/** An entry point of types alone: its path below `dist/`, without the extension. */
export function typeEntries({ exports }: Manifest): readonly string[] {
  return Object.values(exports)
    .filter((target) => typeof target === "object" && "types" in target)
    .map((target) => withoutExtension(target.types));
}

export function bins({ bin }: Manifest): readonly string[] {
  return Object.values(bin).map(withoutExtension);
}

/**
 * A folder for each subpath, with a package.json that points to the target: how resolvers that do not read `exports`
 * find it (TypeScript's `node10`, ESLint's import plugin, webpack 4, Jest before 28).
 */
export function stubs({ exports }: Manifest): readonly (readonly [folder: string, stub: Stub])[] {
  const subpaths = Object.entries(exports).filter(([path]) => path !== "." && path !== "./package.json");
  return subpaths.map(([path, target]) => {
    const up = (file: string) => posix.relative(path, file);
    if (typeof target === "string") return [path, { main: up(target) }];
    if ("types" in target) return [path, { types: up(target.types) }];
    const { types, default: main } = target.require;
    return [path, { main: up(main), types: up(types) }];
  });
}

interface Stub {
  readonly main?: string;
  readonly types?: string;
}

/** The path from a file below `dist/` to another one, as an import names it. */
export function relativeImport(from: string, to: string): string {
  const path = posix.relative(dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}

function withoutExtension(path: string): string {
  return posix.relative("dist", path).replace(/(\.d)?\.[cm]?[jt]s$/, "");
}
