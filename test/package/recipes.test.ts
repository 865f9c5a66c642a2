// The recipes of the docs, run as they are written there.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { output, start } from "../support/processes.ts";
import { consumers, directory, tool } from "./installed.ts";

/** The code blocks of a language in a section of a document. */
async function blocks(document: string, heading: string, language: string): Promise<readonly string[]> {
  const text = await readFile(new URL(`../../docs/${document}`, import.meta.url), "utf8");
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const found = [...section.matchAll(/^```(\w+)\n([^]*?)^```$/gm)];
  return found.filter(([, name]) => name === language).map(([, , code = ""]) => code);
}

async function onlyBlock(document: string, heading: string, language: string): Promise<string> {
  const [code, ...others] = await blocks(document, heading, language);
  if (code === undefined || others.length > 0)
    throw new Error(`${document}, ${heading}: not one ${language} block`);
  return code;
}

/** Starts the installed command without bindings, and returns its address. */
async function startEmulator(): Promise<string> {
  const command = join(directory, "node_modules/.bin/twilio-bindings-emulator");
  const child = spawn(command, ["--port", "0", "--bindings", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => {
    child.kill();
  });
  const [first] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
  return /listens on (\S+)/.exec(first)?.[1] ?? "";
}

describe("the recipes in docs/guides/testing.md", () => {
  it("for Jest", async () => {
    const folder = join(consumers, "jest-recipe");
    await mkdir(folder);
    await writeFile(join(folder, "recipe.test.js"), await onlyBlock("guides/testing.md", "In Jest", "js"));
    await writeFile(join(folder, "package.json"), "{}");
    const args = [tool("jest/bin/jest.js"), "--ci", "--no-cache", "--watchman=false", "--rootDir", folder];
    const { code, stderr } = await start(process.execPath, args, { cwd: folder });
    expect(stderr).toContain("1 passed, 1 total");
    expect(code).toBe(0);
  });

  it("for msw", async () => {
    const recipe = await onlyBlock("guides/testing.md", "With msw", "ts");
    const msw = createRequire(tool("msw/package.json"));
    const located = recipe.replaceAll(
      /from "(msw[^"]*)"/g,
      (_, name: string) => `from "${msw.resolve(name)}"`,
    );
    expect(located).not.toBe(recipe);
    const program = `
      import { createEmulator } from "twilio-bindings/emulator";
      import { createClient } from "twilio-bindings";
      const emulator = createEmulator();
      emulator.seed(3);
      ${located}
      const client = createClient({ accountSid: emulator.accountSid, authToken: "any" });
      const { bindings } = client.conversations.v1.services(emulator.serviceSid);
      const { removed } = await bindings.removeAll({ all: true });
      console.log(removed, emulator.bindings({ document: "conversations_v1" }).length);`;
    const file = join(consumers, "msw.mjs");
    await writeFile(file, program);
    expect(await output(process.execPath, [file], { cwd: directory })).toBe("3 0\n");
  });

  it("for Python", async () => {
    const recipe = await onlyBlock("guides/testing.md", "In Python, or any other language", "py");
    expect(await start("python3", ["-c", recipe], { cwd: directory })).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
  });
});

describe("the control path in docs/emulator.md", () => {
  const heading = "Control it over HTTP";
  const address = "http://127.0.0.1:4010";

  it("is used from Python as shown", async () => {
    const code = (await onlyBlock("emulator.md", heading, "py")).replace(address, await startEmulator());
    expect(await start("python3", ["-c", code], { cwd: directory })).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
  });

  it("is used from curl as shown", async () => {
    const url = await startEmulator();
    const lines = (await onlyBlock("emulator.md", heading, "sh")).trim().split("\n");
    const call = async (line = "") =>
      JSON.parse(
        await output("sh", ["-c", line.replace(/^curl/, "curl -sf").replace(address, url)], {
          cwd: directory,
        }),
      ) as unknown;
    const [seed, configure, requests, reset, ...others] = lines;
    expect(others).toEqual([]);
    expect(await call(seed)).toEqual({
      bindings: [1, 2, 3].map(() => expect.objectContaining({ identity: "alice" }) as unknown),
    });
    expect(await call(configure)).toEqual({});
    const { accountSid, serviceSid } = (await call("curl http://127.0.0.1:4010/_emulator")) as Record<
      string,
      string
    >;
    const list = `${url}/v1/Services/${String(serviceSid)}/Bindings`;
    const { status } = await fetch(list, {
      headers: { authorization: `Basic ${btoa(`${String(accountSid)}:any`)}` },
    });
    expect(status).toBe(503);
    expect(await call(requests)).toEqual({ requests: [expect.objectContaining({ status: 503 })] });
    expect(await call(reset)).toEqual({});
    expect(await call("curl http://127.0.0.1:4010/_emulator/bindings")).toEqual({ bindings: [] });
  });
});
