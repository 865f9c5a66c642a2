import { type ExecFileException, execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { copyProject, root } from "./spec/copy.ts";

interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs a TypeScript program with Node. */
function run(program: string, args: readonly string[], cwd = root): Promise<Outcome> {
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [tsx, program, ...args],
      { cwd },
      (error: ExecFileException | null, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr });
      },
    );
  });
}

const generate = (args: readonly string[]) => run(join(root, "scripts/generate.ts"), args);

it("generated/ is fresh", async () => {
  const { code, output } = await generate(["--check"]);
  expect(output).toContain("fresh");
  expect(code).toBe(0);
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
    const { code, output } = await run(join(copy.folder, "program.mts"), [], copy.folder);
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

it("--check names each stale file, one edited by hand, one missing and one that does not belong, and changes none", async () => {
  const { edit, openapi, out } = await copyProject("openapi", "generated");
  const regenerate = (...more: string[]) => generate(["--openapi", openapi, "--out", out, ...more]);
  await edit("openapi/components/chat.yaml", "maximum: 50\n", "maximum: 51\n");
  await edit("generated/conversations_v1.ts", "Fetch a binding", "Fetch bindings");
  await rm(join(out, "openapi/conversations_v1.json"));
  await writeFile(join(out, "openapi/other.json"), "{}\n");
  const before = await readFile(join(out, "operations.ts"), "utf8");

  const { code, output } = await regenerate("--check");
  expect(code).toBe(1);
  const wrong = ["chat_v2.json", "ip_messaging_v2.json", "operations.ts", "conversations_v1.ts"];
  for (const name of [...wrong, "conversations_v1.json", "other.json"]) expect(output).toContain(name);
  expect(output).not.toContain("chat_v2.ts");
  expect(await readFile(join(out, "operations.ts"), "utf8")).toBe(before);

  expect((await regenerate()).output).toContain("5 written, 3 fresh, 1 removed");
  expect((await regenerate("--check")).code).toBe(0);
});

it("exits with 2 and the place if the documents cannot be used", async () => {
  const { edit, openapi, out } = await copyProject("openapi");
  await edit("openapi/conversations_v1.yaml", "    delete:\n", "    put:\n");
  const { code, output } = await generate(["--openapi", openapi, "--out", out]);
  expect(code).toBe(2);
  expect(output).toMatch(/^generate: .*conversations_v1\.yaml:\d+: .*put is not supported.*\n$/);
});
