import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { isClean } from "../../scripts/drift/check.ts";
import { runCheck } from "../../scripts/drift/run.ts";
import { NAMES, type TestProject, accepted, publish, testProject, write } from "./project.ts";
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
const ALL = NAMES;

async function run(project: TestProject, document?: unknown) {
  if (document !== undefined) publish(project, document);
  const report = await runCheck(project, { place: project.published });
  const open = report.changes.filter(({ acknowledged }) => !acknowledged);
  return { ...report, open, clean: isClean(report) };
}

describe("the check", () => {
  it("reports a difference that is not accepted", async () => {
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

  it("acknowledges an accepted difference, with its reason", async () => {
    const entry = accepted(`${AT} query PageSize schema.maximum`, 90, 100);
    const { changes, clean } = await run(await withOurs({ [`${PAGE_SIZE}/schema/maximum`]: 90 }, [entry]));
    expect(clean).toBe(true);
    expect(changes).toHaveLength(3);
    expect(changes[0]).toMatchObject({ acknowledged: true, reason: "Because." });
  });

  it.each([
    ["another value of ours", accepted(`${AT} query PageSize schema.maximum`, 80, 100)],
    ["another published value", accepted(`${AT} query PageSize schema.maximum`, 90, 50)],
    ["another place", accepted(`${AT} query Kind schema.maximum`, 90, 100)],
    ["a longer place", accepted(`${AT} query PageSize schema.maximum.more`, 90, 100)],
  ])("does not accept %s", async (_title, entry) => {
    const { open, stale } = await run(await withOurs({ [`${PAGE_SIZE}/schema/maximum`]: 90 }, [entry]));
    expect(open).toHaveLength(3);
    expect(stale).toHaveLength(3);
  });

  it("accepts by pattern, one word for each *", async () => {
    const ours = { [`${KIND}/x-mark`]: 1, [`${PAGE_SIZE}/x-mark`]: 1 };
    expect((await run(await withOurs(ours, [accepted("GET * query * x-mark", 1, null)]))).clean).toBe(true);
    expect(
      (await run(await withOurs(ours, [accepted("GET * query (Kind|PageSize) x-mark", 1, null)]))).clean,
    ).toBe(true);
    const tooShort = await run(await withOurs(ours, [accepted("GET * x-mark", 1, null)]));
    expect(tooShort.open).toHaveLength(6);
    const unused = await run(
      await withOurs(ours, [accepted("GET * query (Kind|PageSize|Page) x-mark", 1, null)]),
    );
    expect(unused.stale.map(({ location }) => location)).toEqual(ALL.map(() => "GET * query Page x-mark"));
  });

  it("reports as stale what upstream now agrees with, and the change", async () => {
    const ours = { [`${BINDING}/required`]: ["sid"] };
    const project = await withOurs(ours, [accepted(`${ITEMS}.required.sid`, true, false)]);
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

  it("reports each location of a pattern that is stale", async () => {
    const ours = { [`${KIND}/x-mark`]: 1, [`${PAGE_SIZE}/x-mark`]: 1 };
    const project = await withOurs(ours, [accepted("GET * query * x-mark", 1, null)]);
    const { open, stale } = await run(project, patched({ [`${KIND}/x-mark`]: 1 }));
    expect(open.map(({ location }) => location)).toEqual([`${AT} query Kind x-mark`]);
    expect(stale.map(({ location }) => location)).toEqual([`${AT} query Kind x-mark`]);
  });

  it.each([
    ["a third value", SID_NULLABLE, { [`${BINDING}/properties/sid/type`]: "integer", ...SID_NULLABLE }],
    [
      "removed on the other side",
      { [`${LIST}/responses/404`]: { description: "" } },
      { [`${LIST}/responses/404`]: { description: "x", content: {} } },
    ],
    ["another value of the same element", { [`${HEADER}/x-mark`]: 1 }, { [`${HEADER}/x-other`]: 1 }],
  ])("does not hide a change where ours differs anyway: %s", async (_title, ours, published) => {
    const project = await withOurs(ours, []);
    const { open } = await run(project);
    const divergences = open.map(({ location, ours: mine, published: theirs }) =>
      accepted(location, mine, theirs),
    );
    const acceptedAll = await withOurs(
      ours,
      divergences.filter((_, index) => index < divergences.length / 3),
    );
    expect((await run(acceptedAll)).clean).toBe(true);
    const after = await run(acceptedAll, patched(published));
    expect(after.open.length).toBeGreaterThan(0);
    expect(after.clean).toBe(false);
  });

  it("reports a change once, as a change upstream", async () => {
    const ours = { [`${LIST}/responses/404`]: { description: "", headers: { A: { schema: {} } } } };
    const project = await withOurs(ours, [accepted(`${AT} response 404`, "present", null)]);
    const { open, stale } = await run(
      project,
      patched({ [`${LIST}/responses/404`]: { description: "words" } }),
    );
    expect(open.map(({ rule, location }) => [rule, location])).toEqual([
      ["error-response-added", `${AT} response 404`],
    ]);
    expect(stale).toHaveLength(1);
  });

  it("reports what was removed as a whole, without its parts and descriptions", async () => {
    const project = await testProject();
    const { open } = await run(project, patched({ [PATH]: undefined }));
    expect(open.map(({ rule }) => rule)).toEqual(["operation-removed", "operation-removed"]);
  });

  it("compares published descriptions with the pinned ones, not with ours", async () => {
    const project = await withOurs({ [`${LIST}/summary`]: "Our own words" }, []);
    expect((await run(project)).clean).toBe(true);
    const { open } = await run(project, patched({ [`${LIST}/summary`]: "New words" }));
    expect(open).toMatchObject([
      {
        rule: "description-changed",
        class: "docs-only",
        location: `${AT} summary`,
        ours: null,
        published: "New words",
      },
    ]);
  });

  it("reports a change upstream even if our document has the same", async () => {
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

  it("names the line of our document", async () => {
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
    ["anything but a list", "a: 1"],
    ["no reason", "- { documents: [chat_v2], locations: [a b], ours: 1, published: 2 }"],
    ["an empty reason", '- { documents: [chat_v2], locations: [a b], ours: 1, published: 2, reason: " " }'],
    ["an unknown document", "- { documents: [nope], locations: [a b], ours: 1, published: 2, reason: r }"],
    [
      "an unknown key",
      "- { documents: [chat_v2], locations: [a b], ours: 1, published: 2, reason: r, more: 1 }",
    ],
    ["the same values", "- { documents: [chat_v2], locations: [a b], ours: 1, published: 1, reason: r }"],
    ["a blanket", '- { documents: [chat_v2], locations: ["GET * *"], ours: 1, published: 2, reason: r }'],
    ["invalid YAML", "- {"],
  ])("throws for a file with %s", async (_title, text) => {
    const project = await testProject();
    write(project.divergences, text);
    await expect(run(project)).rejects.toThrow(/divergences\.yaml/);
  });
});
