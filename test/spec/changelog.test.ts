import { execFile } from "node:child_process";
import { cp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { readAcceptedVersion, recordAcceptedVersion } from "../../scripts/changelog/accepted-version.ts";
import { changesBetween } from "../../scripts/changelog/changes.ts";
import { insertSection } from "../../scripts/changelog/insert.ts";
import { lastRelease } from "../../scripts/changelog/last-release.ts";
import { copyProject, root } from "./copy.ts";

const run = promisify(execFile);

it("package.json names the accepted version of Twilio's documents", async () => {
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as Record<string, unknown>;
  expect(manifest["twilioOpenApi"]).toEqual(await readAcceptedVersion(root));
});

it("recordAcceptedVersion writes what the lock file pins, and nothing else", async () => {
  const { edit, folder } = await copyProject("openapi");
  const before = await readFile(join(folder, "package.json"), "utf8");
  const { version } = await readAcceptedVersion(folder);
  await edit("openapi/published.lock.yaml", `version: ${version}`, "version: 99.1.2");
  await recordAcceptedVersion(folder);
  const after = await readFile(join(folder, "package.json"), "utf8");
  expect(after).toBe(before.replace(`"version": "${version}"`, '"version": "99.1.2"'));
  expect(after).not.toBe(before);
});

it("tells the changes between two folders, gravest first, once for the documents that share them", async () => {
  const { edit, folder, out } = await copyProject("generated");
  const revision = join(out, "openapi");
  const base = join(folder, "base");
  await cp(revision, base, { recursive: true });
  await rm(join(base, "conversations_v1.json"));
  for (const name of ["chat_v2", "ip_messaging_v2"]) {
    await edit(`generated/openapi/${name}.json`, '"maximum": 50', '"maximum": 20');
  }
  await edit("generated/openapi/chat_v2.json", "Remove a binding of a user", "Delete a binding of a user");
  expect(await changesBetween(base, revision)).toEqual([
    [
      {
        impact: "major",
        text: "`parameters/PageSize/schema/maximum`: Upper bound changed from '<= 50' to '<= 20'.",
      },
      ["chat_v2", "ip_messaging_v2"],
    ],
    [{ impact: "minor", text: "new document" }, ["conversations_v1"]],
    [{ impact: "patch", text: "descriptions or examples: 1" }, ["chat_v2"]],
  ]);
});

it("finds the last release by its tag, with the documents that it had", async () => {
  const { edit, folder } = await copyProject("openapi", "generated");
  await rm(join(folder, "node_modules"));
  const git = (...args: string[]) =>
    run("git", ["-c", "user.name=test", "-c", "user.email=test@localhost", ...args], { cwd: folder });
  await git("init", "--quiet");
  await git("add", ".");
  await git("commit", "--quiet", "--message", "release");
  expect(await lastRelease(folder)).toBeUndefined();

  const released = await readFile(join(folder, "generated/openapi/chat_v2.json"), "utf8");
  for (const tag of ["v0.9.0", "v0.10.0", "other"]) await git("tag", tag);
  await edit("generated/openapi/chat_v2.json", '"maximum": 50', '"maximum": 20');
  await git("commit", "--quiet", "--all", "--message", "later");
  const release = await lastRelease(folder);
  expect(release).toMatchObject({ tag: "v0.10.0", accepted: await readAcceptedVersion(root) });
  expect(await readFile(join(release?.documents ?? "", "chat_v2.json"), "utf8")).toBe(released);

  // A shallow clone may lack the tags.
  await git("clone", "--quiet", "--depth", "1", `file://${folder}`, "clone");
  await expect(lastRelease(join(folder, "clone"))).rejects.toThrow(/--unshallow/);
});

it("writes its section into the newest version of the changelog, once", () => {
  const changelog = "# name\n\n## 0.2.0\n\n### Minor Changes\n\n- New.\n\n## 0.1.0\n\nFirst.\n";
  const written = insertSection(changelog, "API description", "Text.", "v0.1.0");
  expect(written).toBe(
    "# name\n\n## 0.2.0\n\n### Minor Changes\n\n- New.\n\n### API description\n\nText.\n\n## 0.1.0\n\nFirst.\n",
  );
  expect(insertSection(written, "API description", "Text.", "v0.1.0")).toBe(written);
  expect(() => insertSection(changelog, "API description", "Text.", "v0.2.0")).toThrow(/v0\.2\.0 is out/);
});

it("spec-changelog prints Markdown, and names the accepted version", async () => {
  const { edit, folder, out } = await copyProject("generated");
  const base = join(folder, "base");
  await cp(join(out, "openapi/chat_v2.json"), join(base, "chat_v2.json"));
  await edit("generated/openapi/chat_v2.json", '"maximum": 50', '"maximum": 20');
  const { stdout } = await run(process.execPath, [
    join(root, "node_modules/tsx/dist/cli.mjs"),
    join(root, "scripts/spec-changelog.ts"),
    ...["--base", base, "--revision", join(out, "openapi")],
  ]);
  const { package: name, version } = await readAcceptedVersion(root);
  expect(stdout).toContain(`\`${name}\` ${version}`);
  expect(stdout).toContain("\n- major, chat_v2: `parameters/PageSize/schema/maximum`: ");
  expect(stdout).toContain("\n- minor, conversations_v1, ip_messaging_v2: new document\n");
});
