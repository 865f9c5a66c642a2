import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { expect, it } from "vitest";
import { accept } from "../../scripts/drift/accept.ts";
import { readLock } from "../../scripts/drift/lock.ts";
import { runCheck } from "../../scripts/drift/run.ts";
import { releaseOf, testProject } from "./project.ts";
import { LIST, PAGE_SIZE, patched, small } from "./small.ts";

const place = (project: { published: string }) => ({ place: project.published });

it("records the version, and no published descriptions", async () => {
  const project = await testProject();
  const lock = readLock(project);
  expect(lock).toMatchObject({ package: "published", version: "1.0.0", integrity: "sha512-none" });
  expect(lock.descriptions["chat_v2"]?.["GET /v1/Services/{}/Bindings summary"]).toMatch(/^[0-9a-f]{16}$/);
  const written = readFileSync(project.pinned("chat_v2"), "utf8") + readFileSync(project.lock, "utf8");
  for (const text of ["All of them", "Which", "The kind", "Its SID"]) expect(written).not.toContain(text);
});

it("records the scope and what it refers to, and nothing else", async () => {
  const project = await testProject({ ours: patched({ [`/paths/${NOTIFICATIONS}`]: undefined }) });
  const pinned = parse(readFileSync(project.pinned("chat_v2"), "utf8")) as Record<
    string,
    Record<string, object>
  >;
  expect(Object.keys(pinned["paths"] ?? {})).toEqual([
    "/v1/Services/{Sid}/Bindings",
    "/v1/Services/{Sid}/Bindings/{BindingSid}",
  ]);
  expect(Object.keys(pinned["components"]?.["schemas"] ?? {}).sort()).toEqual([
    "Binding",
    "Kind",
    "NewBinding",
  ]);
});
const NOTIFICATIONS = "~1v1~1Services~1{Sid}~1Configuration~1Notifications";

it("keeps properties whose names are those of descriptions", async () => {
  const described = patched({ "/components/schemas/Binding/properties/description": { type: "string" } });
  const project = await testProject({ ours: described, published: described });
  expect((await runCheck(project, place(project))).changes).toEqual([]);
});

it("ends a change upstream, once ours has it and the version is accepted", async () => {
  const later = patched({ [`${PAGE_SIZE}/schema/maximum`]: 50, [`${LIST}/summary`]: "New words" });
  const project = await testProject({ ours: later, published: small() });
  await accept(project, releaseOf(JSON.stringify(later), "2.0.0"));
  expect(readLock(project).version).toBe("2.0.0");
  const { changes } = await runCheck(project, place(project));
  // The published directory still has the version before: the change, the other way round.
  expect(changes.filter((change) => change.document === "chat_v2").map((change) => change.rule)).toEqual([
    "limit-widened",
    "description-changed",
  ]);
});
