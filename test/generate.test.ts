import { type ExecFileException, execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { runGenerate } from "../scripts/generate/command.ts";
import { differences, refresh } from "../scripts/generate/freshness.ts";
import { generate } from "../scripts/generate/outputs.ts";
import { copyProject, root } from "./spec/copy.ts";
import { bundledScript } from "./support/programs.ts";

interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs Node. */
function run(args: readonly string[], cwd: string): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd }, (error: ExecFileException | null, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}

it("generated/ is fresh", async () => {
  const found = await differences(await generate(join(root, "openapi")), join(root, "generated"));
  expect(found).toEqual({ stale: [], left: [] });
});

/** A copy that the SDK can run in. */
async function copySdk() {
  const copy = await copyProject("openapi", "generated", "src");

  /** The value of an expression in a program next to src/, where `list` sends a list and returns its URL. */
  async function evaluate(expression: string): Promise<string> {
    const program = `
      import twilio, { isBindingSid } from "./src/index.ts";
      const meta = { next_page_url: null, previous_page_url: null };
      let url = "";
      const fetch = async (sent) => { url = sent.url ?? String(sent); return Response.json({ meta, bindings: [] }); };
      const { bindings } = twilio("AC" + "0".repeat(32), "token", { fetch }).conversations.v1.services("IS" + "0".repeat(32));
      const list = async (options) => { try { await bindings.list(options); return url; } catch (error) { return error.name; } };
      console.log(await (${expression}));
    `;
    await writeFile(join(copy.folder, "program.mts"), program);
    const { code, output } = await run(
      [join(root, "node_modules/tsx/dist/cli.mjs"), join(copy.folder, "program.mts")],
      copy.folder,
    );
    expect(code, output).toBe(0);
    return output.trim();
  }

  return { ...copy, evaluate };
}

it("a pattern, a page limit and an enum value that change in the spec change what the SDK does", async () => {
  const { edit, evaluate, out, regenerate } = await copySdk();
  const observed = `[
    isBindingSid("BS" + "0".repeat(32)), isBindingSid("BX" + "0".repeat(32)),
    await list({}), await list({ pageSize: 100 }), await list({ bindingType: "webpush" }),
  ].join(" ")`;
  const url = "https://conversations.twilio.com/v1/Services/IS00000000000000000000000000000000/Bindings";
  expect(await evaluate(observed)).toBe(`true false ${url}?PageSize=100 ${url}?PageSize=100 ValidationError`);

  await edit("openapi/components/sids.yaml", "pattern: ^BS", "pattern: ^BX");
  await edit("openapi/conversations_v1.yaml", "maximum: 100\n", "maximum: 77\n");
  await edit("openapi/conversations_v1.yaml", "fcm, twilsock]", "fcm, twilsock, webpush]");
  await regenerate();
  expect(await evaluate(observed)).toBe(
    `false true ${url}?PageSize=77 ${url}?PageSize=77 ${url}?BindingType=webpush&PageSize=77`,
  );
  const types = await readFile(join(out, "conversations_v1.ts"), "utf8");
  expect(types).toContain("`BX${string}`");
  expect(types).toContain('"webpush"');
});

it("finds what is stale, edited by hand, missing or does not belong, and fixes it", async () => {
  const { edit, folder, openapi, out } = await copyProject("openapi", "generated");
  await edit("openapi/components/chat.yaml", "maximum: 50\n", "maximum: 51\n");
  await edit("generated/conversations_v1.ts", "Fetch a binding", "Fetch bindings");
  await rm(join(out, "openapi/conversations_v1.json"));
  await writeFile(join(out, "openapi/other.json"), "{}\n");

  const outputs = await generate(openapi);
  const found = await differences(outputs, out);
  const documents = ["chat_v2.json", "conversations_v1.json", "ip_messaging_v2.json"];
  expect([...found.stale].sort()).toEqual([
    "conversations_v1.ts",
    ...documents.map((name) => `openapi/${name}`),
    "operations.ts",
  ]);
  expect(found.left).toEqual([join("openapi", "other.json")]);
  await refresh(outputs, out, found);
  expect(await differences(outputs, out)).toEqual({ stale: [], left: [] });

  // The command says so, changes nothing with --check, and tells stale from unusable by its exit code.
  await edit("generated/operations.ts", "maximum: 51", "maximum: 50");
  const args = ["--check", "--openapi", openapi, "--out", out];
  const complaint = vi.spyOn(console, "error").mockReturnValue();
  onTestFinished(() => complaint.mockRestore());
  expect(await runGenerate(args)).toBe(1);
  expect(complaint.mock.calls).toEqual([[`stale: ${join(out, "operations.ts")}`], ["Run: npm run generate"]]);
  expect(await readFile(join(out, "operations.ts"), "utf8")).toContain("maximum: 50");

  await edit("openapi/conversations_v1.yaml", "    delete:\n", "    put:\n");
  const { code, output } = await run([bundledScript("generate"), ...args], folder);
  expect(code).toBe(2);
  expect(output).toMatch(/^generate: openapi\/conversations_v1\.yaml:\d+: .*put is not supported.*\n$/);
});
