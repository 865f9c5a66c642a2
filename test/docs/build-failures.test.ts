import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeApiReference } from "../../scripts/docs/api/write.ts";
import { updateCode } from "../../scripts/docs/code-blocks.ts";
import { readSource } from "../../scripts/docs/samples/source.ts";
import { sampleOf } from "../../scripts/docs/samples/table.ts";
import { groupOf } from "../../scripts/docs/sdk/groups.ts";

const repository = new URL("../../", import.meta.url);
let root = "";

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "docs-build-"));
  await mkdir(join(root, "docs/guides"), { recursive: true });
  await cp(new URL("examples", repository), join(root, "examples"), {
    recursive: true,
    filter: (path) => !path.includes("node_modules"),
  });
  await cp(new URL("generated/openapi", repository), join(root, "generated/openapi"), { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

const guide = (source: string) => `<!-- code ${source} -->\n\n\`\`\`ts\nold\n\`\`\`\n\n<!-- /code -->\n`;

describe("npm run docs fails", () => {
  it("if a guide names a region that its file does not have", async () => {
    await writeFile(join(root, "README.md"), guide("examples/guides/paging.ts#none"));
    await expect(updateCode(root, { check: true })).rejects.toThrow(
      "examples/guides/paging.ts has no region none",
    );
  });

  it("if a guide names a file that does not exist", async () => {
    await writeFile(join(root, "README.md"), guide("examples/guides/none.ts"));
    await expect(updateCode(root, { check: true })).rejects.toThrow("none.ts");
  });

  it("if the code in a guide is not that of its file", async () => {
    await writeFile(join(root, "README.md"), guide("examples/guides/paging.ts#all"));
    expect(await updateCode(root, { check: true })).toEqual(["README.md"]);
    expect(await updateCode(root, { check: false })).toEqual(["README.md"]);
    expect(await updateCode(root, { check: true })).toEqual([]);
  });

  it.each([
    [".ts", "TypeScript"],
    [".official.ts", "Official library"],
    [".sh", "curl"],
  ])("if an operation has no sample %s", async (ending, label) => {
    const sample = `operations/chat_v2/FetchBinding${ending}`;
    await rm(join(root, "examples", sample));
    await expect(writeApiReference(root)).rejects.toThrow(
      `FetchBinding has no sample for ${label}: examples/${sample}`,
    );
  });

  it("if a sample that runs has lost its region", async () => {
    await writeFile(join(root, "examples/guides/paging.ts"), "// #region all\n// #endregion all\n");
    await expect(readSource(root, "guides/paging.ts#pages")).rejects.toThrow("has no region pages");
  });

  it("if nothing says whether a sample runs in the page", () => {
    expect(() => sampleOf("guides/new.ts#region")).toThrow("Nothing says whether guides/new.ts#region runs");
  });

  it("if a public name belongs to no group of the SDK reference", () => {
    expect(groupOf("twilio-bindings", "createClient")).toBe("Client");
    expect(() => groupOf("twilio-bindings", "createSomething")).toThrow(
      "createSomething belongs to no group",
    );
  });
});
