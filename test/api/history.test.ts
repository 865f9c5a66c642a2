import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { announced, baseOf, fileAt } from "../../scripts/api/history.ts";

let root: string;
const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
const commit = async (text: string) => {
  await writeFile(join(root, "file"), text);
  git("add", "-A");
  git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", text);
  return git("rev-parse", "HEAD");
};

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "history-"));
  git("init", "-q", "-b", "main");
  await mkdir(join(root, ".changeset"));
});
afterEach(() => rm(root, { recursive: true }));

describe("what the reports are compared with", () => {
  it("is the last commit of main, its last release, or where a branch left it", async () => {
    const first = await commit("first");
    expect(baseOf(root)).toBe(first);
    git("tag", "v0.1.0");
    git("tag", "unrelated");
    const second = await commit("second");
    expect(baseOf(root)).toBe("v0.1.0");
    git("checkout", "-qb", "change");
    await commit("third");
    expect(baseOf(root)).toBe(second);
    expect(fileAt(root, second, "file")).toBe("second");
    expect(fileAt(root, second, "none")).toBeUndefined();
  });

  it("is unknown without history", async () => {
    await commit("first");
    await commit("second");
    const shallow = join(root, "shallow");
    git("clone", "-q", "--depth", "1", `file://${root}`, shallow);
    expect(baseOf(shallow)).toBeUndefined();
    expect(baseOf(tmpdir())).toBeUndefined();
  });
});

describe("what changesets announce", () => {
  const changeset = (file: string, text: string) => writeFile(join(root, ".changeset", file), text);

  it("is the largest bump among them", async () => {
    expect(announced(root, "p")).toBe("none");
    await changeset("README.md", '---\n"p": major\n---\n');
    await changeset("other.md", '---\n"q": major\n---\n\nOther.\n');
    await changeset("empty.md", "---\n---\n");
    expect(announced(root, "p")).toBe("none");
    await changeset("one.md", '---\n"p": patch\n---\n\nOne.\n');
    expect(announced(root, "p")).toBe("patch");
    await changeset("two.md", "---\np: minor\n---\n\nTwo.\n");
    expect(announced(root, "p")).toBe("minor");
  });
});
