import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Bump, larger } from "./rule.ts";

/**
 * The commit to compare with: where the branch left `main`; on `main` itself the last release, or without one the
 * last commit. Undefined outside a git clone, and in one without history.
 */
export function baseOf(root: string): string | undefined {
  if (git(root, "rev-parse", "--is-shallow-repository") !== "false") return undefined;
  const head = git(root, "rev-parse", "HEAD");
  const main = ["origin/main", "main"].find((name) => git(root, "rev-parse", "--verify", "--quiet", name));
  const left = main && git(root, "merge-base", main, "HEAD");
  if (left && left !== head) return left;
  return git(root, "describe", "--tags", "--abbrev=0", "--match", "v*") ?? head;
}

/** A file as it was; undefined where there was none. */
export function fileAt(root: string, commit: string, path: string): string | undefined {
  return git(root, "show", `${commit}:${path}`);
}

/** The largest bump that the changesets announce which are there now. */
export function announced(root: string, name: string): Bump {
  const folder = join(root, ".changeset");
  const files = readdirSync(folder).filter((file) => file.endsWith(".md") && file !== "README.md");
  return files
    .map((file) => bumpIn(readFileSync(join(folder, file), "utf8"), name))
    .reduce<Bump>((most, bump) => larger(bump, most), "none");
}

function bumpIn(changeset: string, name: string): Bump {
  const [, head] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(changeset) ?? [];
  const bumps = (head === undefined ? {} : parse(head)) as Readonly<Record<string, Bump>> | null;
  return bumps?.[name] ?? "none";
}

function git(root: string, ...args: readonly string[]): string | undefined {
  try {
    return execFileSync("git", args, {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return undefined;
  }
}
