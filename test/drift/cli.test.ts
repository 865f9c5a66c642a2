import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type TestProject, accepted, publish, run, testProject, write } from "./project.ts";
import { PAGE_SIZE, patched, small } from "./small.ts";

it("exits 0 when nothing differs from the pinned documents, which the cache holds", async () => {
  expect(run("spec-diff", await testProject())).toMatchObject({ status: 0, stderr: "" });
});

it("exits 1 on a change, and prints JSON on stdout alone", async () => {
  const project = await testProject();
  publish(project, patched({ [`${PAGE_SIZE}/schema/maximum`]: 50 }));
  const { status, stdout, stderr } = run(
    "spec-diff",
    project,
    "--published",
    project.published,
    "--format",
    "json",
  );
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({
    published: { source: project.published, version: expect.stringMatching(/^sha256:/) as string },
    changes: [{ class: "breaking", ours: 100, published: 50, acknowledged: false }],
    stale: [],
  });
});

it("exits 1 on an accepted difference that no longer applies", async () => {
  const project = await testProject({ divergences: [accepted("GET * deprecated", true, false)] });
  const { status, stdout } = run("spec-diff", project, "--published", project.published);
  expect(status).toBe(1);
  expect(stdout).toContain("Accepted differences that no longer apply");
});

it("exits 2 when it could not check, with one line on stderr and nothing on stdout", async () => {
  const project = await testProject();
  rmSync(project.published, { recursive: true });
  const { status, stdout, stderr } = run(
    "spec-diff",
    project,
    "--published",
    project.published,
    "--format",
    "json",
  );
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toBe(`spec:diff could not check: ${project.published} is not a directory\n`);
});

it.each<[string, (project: TestProject) => void]>([
  ["is empty", (project) => rmSync(project.cache, { recursive: true })],
  [
    "was changed",
    (project) => write(join(project.cache, "1.0.0", "twilio_chat_v2.json"), JSON.stringify(small()) + " "),
  ],
])("exits 2 without network when the cache %s", async (_title, spoil) => {
  const project = await testProject();
  spoil(project);
  const { status, stderr } = run("spec-diff", project);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^spec:diff could not check: published@1\.0\.0 cannot be fetched .*\n$/);
});

it.each([
  [["--format", "yaml"], /--format: expected one of text, json/],
  [["--nonsense"], /Unknown option/],
  [["--latest", "--published", "x"], /exclude each other/],
])("exits 2 for %j", async (args, message) => {
  const { status, stderr } = run("spec-diff", await testProject(), ...args);
  expect(status).toBe(2);
  expect(stderr).toMatch(message);
});
