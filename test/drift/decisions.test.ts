import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { isClean } from "../../scripts/drift/check.ts";
import { runCheck } from "../../scripts/drift/run.ts";
import { type TestProject, decision, publish, testProject, write } from "./project.ts";
import { BINDING, HEADER, KIND, LIST, NEW_BINDING, PAGE_SIZE, PATH, patched, small } from "./small.ts";

const AT = "GET /v1/Services/{}/Bindings";
const ITEMS = `${AT} response 200 application/json schema.properties.bindings.items`;
const SID_NULLABLE = { [`${BINDING}/properties/sid/nullable`]: true };

/** Other documents than Conversations are as published, so that one is looked at alone. */
async function withOurs(ours: Record<string, unknown>, divergences: readonly object[]): Promise<TestProject> {
  return testProject({
    ours: patched(ours),
    divergences: divergences.map((each) => ({ ...each, documents: ALL })),
  });
}
const ALL = ["conversations_v1", "chat_v2", "ip_messaging_v2"];

async function run(project: TestProject, document?: unknown) {
  if (document !== undefined) publish(project, document);
  const report = await runCheck(project, { kind: "place", place: project.published });
  const open = report.changes.filter(({ acknowledged }) => !acknowledged);
  return { ...report, open, clean: isClean(report) };
}

describe("decisions", () => {
  it("lets nothing pass that is not decided on", async () => {
    const { open, clean } = await run(await withOurs({ [`${PAGE_SIZE}/schema/maximum`]: 90 }, []));
    expect(clean).toBe(false);
    expect(open[0]).toMatchObject({
      document: "conversations_v1",
      location: `${AT} query PageSize schema.maximum`,
      class: "non-breaking",
      rule: "limit-widened",
      ours: 90,
      published: 100,
      acknowledged: false,
    });
    expect(open[0]).not.toHaveProperty("pinned");
  });

  it("lets a decided difference pass, with its reason", async () => {
    const entry = decision(`${AT} query PageSize schema.maximum`, 90, 100);
    const { changes, clean } = await run(await withOurs({ [`${PAGE_SIZE}/schema/maximum`]: 90 }, [entry]));
    expect(clean).toBe(true);
    expect(changes).toHaveLength(3);
    expect(changes[0]).toMatchObject({ acknowledged: true, reason: "Because." });
  });

  it.each([
    ["another value of ours", decision(`${AT} query PageSize schema.maximum`, 80, 100)],
    ["another published value", decision(`${AT} query PageSize schema.maximum`, 90, 50)],
    ["another place", decision(`${AT} query Kind schema.maximum`, 90, 100)],
    ["a longer place", decision(`${AT} query PageSize schema.maximum.more`, 90, 100)],
  ])("does not take %s for the decided one", async (_title, entry) => {
    const { open, stale } = await run(await withOurs({ [`${PAGE_SIZE}/schema/maximum`]: 90 }, [entry]));
    expect(open).toHaveLength(3);
    expect(stale).toHaveLength(3);
  });

  it("covers by pattern what has these values, one word for each *", async () => {
    const ours = { [`${KIND}/x-mark`]: 1, [`${PAGE_SIZE}/x-mark`]: 1 };
    expect((await run(await withOurs(ours, [decision("GET * query * x-mark", 1, null)]))).clean).toBe(true);
    expect(
      (await run(await withOurs(ours, [decision("GET * query (Kind|PageSize) x-mark", 1, null)]))).clean,
    ).toBe(true);
    const tooShort = await run(await withOurs(ours, [decision("GET * x-mark", 1, null)]));
    expect(tooShort.open).toHaveLength(6);
    const unused = await run(
      await withOurs(ours, [decision("GET * query (Kind|PageSize|Page) x-mark", 1, null)]),
    );
    expect(unused.stale.map(({ location }) => location)).toEqual(ALL.map(() => "GET * query Page x-mark"));
  });

  it("finds out when Twilio comes round, and says what changed", async () => {
    const ours = { [`${BINDING}/required`]: ["sid"] };
    const project = await withOurs(ours, [decision(`${ITEMS}.required.sid`, true, false)]);
    expect((await run(project)).clean).toBe(true);
    const { open, stale } = await run(project, patched(ours));
    expect(open).toMatchObject([
      {
        location: `${ITEMS}.required.sid`,
        rule: "property-became-required",
        class: "non-breaking",
        ours: true,
        pinned: false,
        published: true,
      },
    ]);
    expect(stale).toMatchObject([{ document: "conversations_v1", location: `${ITEMS}.required.sid` }]);
  });

  it("finds out for each place that a pattern covers", async () => {
    const ours = { [`${KIND}/x-mark`]: 1, [`${PAGE_SIZE}/x-mark`]: 1 };
    const project = await withOurs(ours, [decision("GET * query * x-mark", 1, null)]);
    const { open, stale } = await run(project, patched({ [`${KIND}/x-mark`]: 1 }));
    expect(open.map(({ location }) => location)).toEqual([`${AT} query Kind x-mark`]);
    expect(stale.map(({ location }) => location)).toEqual([`${AT} query Kind x-mark`]);
  });

  it.each([
    ["a third value", SID_NULLABLE, { [`${BINDING}/properties/sid/type`]: "integer", ...SID_NULLABLE }],
    [
      "the other side gone",
      { [`${LIST}/responses/404`]: { description: "" } },
      { [`${LIST}/responses/404`]: { description: "x", content: {} } },
    ],
    ["more beside it", { [`${HEADER}/x-mark`]: 1 }, { [`${HEADER}/x-other`]: 1 }],
  ])("does not hide a change where ours differs anyway: %s", async (_title, ours, published) => {
    const project = await withOurs(ours, []);
    const { open } = await run(project);
    const divergences = open.map(({ location, ours: mine, published: theirs }) =>
      decision(location, mine, theirs),
    );
    const decided = await withOurs(
      ours,
      divergences.filter((_, index) => index < divergences.length / 3),
    );
    expect((await run(decided)).clean).toBe(true);
    const after = await run(decided, patched(published));
    expect(after.open.length).toBeGreaterThan(0);
    expect(after.clean).toBe(false);
  });

  it("tells a change once, by what Twilio changed", async () => {
    const ours = { [`${LIST}/responses/404`]: { description: "", headers: { A: { schema: {} } } } };
    const project = await withOurs(ours, [decision(`${AT} response 404`, "present", null)]);
    const { open, stale } = await run(
      project,
      patched({ [`${LIST}/responses/404`]: { description: "words" } }),
    );
    expect(open.map(({ rule, location }) => [rule, location])).toEqual([
      ["error-response-added", `${AT} response 404`],
    ]);
    expect(stale).toHaveLength(1);
  });

  it("tells what came or went as a whole, without its parts and words", async () => {
    const project = await testProject();
    const { open } = await run(project, patched({ [PATH]: undefined }));
    expect(open.map(({ rule }) => rule)).toEqual(["operation-removed", "operation-removed"]);
  });

  it("holds Twilio's words against their own past, not against ours", async () => {
    const project = await withOurs({ [`${LIST}/summary`]: "Our own words" }, []);
    expect((await run(project)).clean).toBe(true);
    const { open } = await run(project, patched({ [`${LIST}/summary`]: "New words" }));
    expect(open).toMatchObject([
      {
        rule: "prose-changed",
        class: "docs-only",
        location: `${AT} summary`,
        ours: null,
        published: "New words",
      },
    ]);
  });

  it("tells what moved upstream even if our document moved along", async () => {
    const moved = patched({ [`${PAGE_SIZE}/schema/maximum`]: 50 });
    const project = await testProject({ ours: moved });
    const { open } = await run(project, moved);
    expect(open.find(({ document }) => document === "conversations_v1")).toMatchObject({
      ...{ ours: 50, pinned: 100, published: 50, class: "breaking" },
    });
  });

  it("reports an operation that upstream has and we lack", async () => {
    const project = await withOurs({ [`${PATH}/post`]: undefined }, []);
    const { open } = await run(project);
    expect(open[0]).toMatchObject({ rule: "operation-added", location: "POST /v1/Services/{}/Bindings" });
  });

  it("says where in our document to look", async () => {
    const { open } = await run(
      await testProject(),
      patched({ [`${NEW_BINDING}/properties/name/maxLength`]: 5 }),
    );
    const [first] = open;
    expect(first?.file).toBe("openapi/conversations_v1.yaml");
    const lines = stringify(small()).split("\n");
    expect(lines[(first?.line ?? 0) - 1]?.trim()).toBe("maxLength: 9");
  });

  it.each([
    ["no list", "a: 1"],
    ["no reason", "- { documents: [chat_v2], locations: [a b], ours: 1, published: 2 }"],
    ["an empty reason", '- { documents: [chat_v2], locations: [a b], ours: 1, published: 2, reason: " " }'],
    ["an unknown document", "- { documents: [nope], locations: [a b], ours: 1, published: 2, reason: r }"],
    [
      "an unknown key",
      "- { documents: [chat_v2], locations: [a b], ours: 1, published: 2, reason: r, more: 1 }",
    ],
    ["the same values", "- { documents: [chat_v2], locations: [a b], ours: 1, published: 1, reason: r }"],
    ["a blanket", '- { documents: [chat_v2], locations: ["GET * *"], ours: 1, published: 2, reason: r }'],
    ["no YAML", "- {"],
  ])("refuses a file with %s", async (_title, text) => {
    const project = await testProject();
    write(project.divergences, text);
    await expect(run(project)).rejects.toThrow(/divergences\.yaml/);
  });
});
