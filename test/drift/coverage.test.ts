import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { config } from "../../scripts/drift/config.ts";
import { formatReport } from "../../scripts/drift/report.ts";
import { runCheck } from "../../scripts/drift/run.ts";
import { type TestProject, accepted, publish, run, testProject, write } from "./project.ts";
import { LIST, PATH, patched, small } from "./small.ts";

const NOTIFICATIONS = "/paths/~1v1~1Services~1{Sid}~1Configuration~1Notifications";
const GET = "GET /v1/Services/{}/Configuration/Notifications";
const POST = "POST /v1/Services/{}/Configuration/Notifications";
const OTHER = { responses: { "200": { description: "OK" } } };

/** A project whose Conversations document covers the notifications only after the version was accepted. */
async function covering(patches: Readonly<Record<string, unknown>> = {}, published: unknown = small()) {
  const project = await testProject({ ours: patched({ [NOTIFICATIONS]: undefined }), published, config });
  write(project.ours("conversations_v1"), stringify(patched(patches)));
  return project;
}

async function check(project: TestProject) {
  const report = await runCheck(project, { place: project.published });
  const changes = report.changes.map(({ rule, location }) => `${rule} ${location}`);
  return { ...report, rules: changes, text: formatReport(report, "text", config) };
}

describe("an operation that ours newly covers", () => {
  it("is reported as newly covered, not as a change upstream", async () => {
    const { changes, text } = await check(await covering());
    expect(changes).toMatchObject([
      {
        ...{ document: "conversations_v1", location: GET, rule: "operation-newly-covered" },
        ...{ class: "non-breaking", ours: "present", published: "present", acknowledged: false },
        file: "openapi/conversations_v1.yaml",
      },
    ]);
    expect(changes[0]?.message).toMatch(/Newly covered: .* Record it: npm run spec:accept$/);
    expect(text).toContain("(newly covered)");
    expect(text).not.toContain("Twilio changed it");
  });

  it("is settled by accepting the pinned version again, without network", async () => {
    const project = await covering();
    const first = run("spec-diff", project);
    expect(first).toMatchObject({ status: 1, stderr: "" });
    expect(first.stdout).toContain("npm run spec:accept -- --version 1.0.0");
    expect(run("spec-accept", project, "--version", "1.0.0")).toMatchObject({ status: 0, stderr: "" });
    expect(run("spec-diff", project)).toMatchObject({ status: 0, stderr: "" });
    publish(project, patched({ [`${NOTIFICATIONS}/get/deprecated`]: true }));
    expect((await check(project)).text).toContain("Twilio changed it");
  });

  it("is compared with the published one", async () => {
    const project = await covering({ [`${NOTIFICATIONS}/get/deprecated`]: true });
    const { rules, changes } = await check(project);
    expect(rules).toEqual([`operation-newly-covered ${GET}`, `undeprecated ${GET} deprecated`]);
    expect(changes[1]).not.toHaveProperty("pinned");
    write(project.divergences, stringify([accepted(`${GET} deprecated`, true, false)]));
    expect(await check(project)).toMatchObject({ stale: [], changes: [{}, { acknowledged: true }] });
  });

  it("does not make the other operations on its path changes upstream", async () => {
    const published = patched({ [`${NOTIFICATIONS}/post`]: OTHER, [`${NOTIFICATIONS}/description`]: "Text" });
    const { rules, text } = await check(await covering({}, published));
    expect(rules).toEqual([`operation-newly-covered ${GET}`, `operation-added ${POST}`]);
    expect(text).not.toContain("Twilio changed it");
  });

  it("may be one that upstream has added and ours has followed", async () => {
    const followed = patched({ [`${PATH}/patch`]: OTHER });
    const project = await testProject();
    publish(project, followed);
    expect((await check(project)).text).toContain("Twilio changed it");
    write(project.ours("conversations_v1"), stringify(followed));
    expect((await check(project)).rules).toEqual(["operation-newly-covered PATCH /v1/Services/{}/Bindings"]);
  });

  it("does not hide a change upstream of another operation", async () => {
    const project = await covering();
    publish(project, patched({ [`${LIST}/deprecated`]: true }));
    const { changes } = await check(project);
    expect(changes.map(({ rule, pinned }) => [rule, pinned])).toEqual([
      ["deprecated", false],
      ["operation-newly-covered", null],
    ]);
  });
});

it("reports an operation that only ours has as removed", async () => {
  const project = await covering({ [`${NOTIFICATIONS}/put`]: OTHER });
  expect((await check(project)).rules).toContain(`operation-removed PUT ${GET.slice("GET ".length)}`);
});
