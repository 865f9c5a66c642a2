import { type ExecFileException, execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsx = join(root, "node_modules/tsx/dist/cli.mjs");

interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs a TypeScript program with Node. */
function run(program: string, args: readonly string[], cwd = root): Promise<Outcome> {
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

describe("on a copy", () => {
  let copy: string;

  beforeEach(async () => {
    copy = await mkdtemp(join(tmpdir(), "twilio-bindings-"));
    for (const part of ["openapi", "generated", "src", "package.json"]) {
      await cp(join(root, part), join(copy, part), { recursive: true });
    }
    await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  });
  afterEach(() => rm(copy, { recursive: true }));

  const regenerate = (...more: string[]) =>
    generate(["--openapi", join(copy, "openapi"), "--out", join(copy, "generated"), ...more]);

  /** Replaces a text in a file of the copy, which must be there. */
  async function edit(file: string, from: string | RegExp, to: string): Promise<void> {
    const path = join(copy, file);
    const before = await readFile(path, "utf8");
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    await writeFile(path, after);
  }

  /** What an expression gives in a program beside the copy's src/, where `list` sends a list and gives its URL. */
  async function evaluate(expression: string): Promise<string> {
    const program = `
      import twilio, { isBindingSid } from "./src/index.ts";
      const meta = { next_page_url: null, previous_page_url: null };
      let url = "";
      const fetch = async (sent) => { url = sent; return Response.json({ meta, bindings: [] }); };
      const { bindings } = twilio("AC" + "0".repeat(32), "token", { fetch }).conversations.v1.services("IS" + "0".repeat(32));
      const list = async (options) => { try { await bindings.list(options); return url; } catch (error) { return error.name; } };
      console.log(await (${expression}));
    `;
    await writeFile(join(copy, "program.mts"), program);
    const { code, output } = await run(join(copy, "program.mts"), [], copy);
    expect(code, output).toBe(0);
    return output.trim();
  }

  const sid = (prefix: string) => `isBindingSid("${prefix}" + "0".repeat(32))`;

  it("nothing is stale, and generating twice changes nothing", async () => {
    expect((await regenerate("--check")).code).toBe(0);
    const before = await readFile(join(copy, "generated/operations.ts"), "utf8");
    expect((await regenerate()).output).toContain("0 written");
    expect(await readFile(join(copy, "generated/operations.ts"), "utf8")).toBe(before);
  });

  it("a pattern that changes in the spec changes the guards", async () => {
    expect([await evaluate(sid("BS")), await evaluate(sid("BX"))]).toEqual(["true", "false"]);
    await edit("openapi/components/sids.yaml", "pattern: ^BS", "pattern: ^BX");
    expect((await regenerate()).code).toBe(0);
    expect([await evaluate(sid("BS")), await evaluate(sid("BX"))]).toEqual(["false", "true"]);
    expect(await readFile(join(copy, "generated/conversations_v1.ts"), "utf8")).toContain("`BX${string}`");
  });

  it("an enum value that is added in the spec can be filtered by", async () => {
    expect(await evaluate(`list({ bindingType: "webpush" })`)).toBe("ValidationError");
    await edit("openapi/conversations_v1.yaml", /twilsock(?=[\],\n])/, "twilsock, webpush");
    expect((await regenerate()).code).toBe(0);
    expect(await evaluate(`list({ bindingType: "webpush" })`)).toContain("BindingType=webpush");
    expect(await readFile(join(copy, "generated/conversations_v1.ts"), "utf8")).toContain('"webpush"');
  });

  it("a page limit that changes in the spec changes what is asked for", async () => {
    expect(await evaluate("list({})")).toContain("PageSize=100");
    await edit("openapi/conversations_v1.yaml", /maximum: 100\b/, "maximum: 77");
    expect((await regenerate()).code).toBe(0);
    expect(await evaluate("list({})")).toContain("PageSize=77");
    expect(await evaluate("list({ pageSize: 100 })")).toContain("PageSize=77");
  });

  it("a list without a parameter to page by is refused, by name", async () => {
    await edit("openapi/components/paging.yaml", "x-paging: token", "");
    const { code, output } = await regenerate();
    expect(code).not.toBe(0);
    expect(output).toContain("needs one query parameter with x-paging: token");
  });

  it("--check names each stale file, changes none, and fails", async () => {
    await edit("openapi/components/sids.yaml", "pattern: ^BS", "pattern: ^BX");
    const before = await readFile(join(copy, "generated/operations.ts"), "utf8");
    const { code, output } = await regenerate("--check");
    expect(code).toBe(1);
    for (const name of ["chat_v2", "conversations_v1", "ip_messaging_v2", "operations"]) {
      expect(output).toContain(`stale: ${join(copy, "generated", `${name}.ts`)}`);
    }
    expect(await readFile(join(copy, "generated/operations.ts"), "utf8")).toBe(before);
  });

  it("--check finds a file that was edited by hand, one that is missing, and one that does not belong", async () => {
    await edit("generated/operations.ts", "maximum: 100", "maximum: 1000");
    await rm(join(copy, "generated/chat_v2.ts"));
    await writeFile(join(copy, "generated/other.ts"), "export {};\n");
    const { code, output } = await regenerate("--check");
    expect(code).toBe(1);
    for (const name of ["operations.ts", "chat_v2.ts", "other.ts"]) expect(output).toContain(name);
    expect(output).not.toContain("conversations_v1.ts");
    expect((await regenerate()).code).toBe(0);
    expect((await regenerate("--check")).code).toBe(0);
  });
});
