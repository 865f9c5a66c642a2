import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it } from "vitest";
import { directory } from "./installed.ts";

it("the installed command serves bindings, and ends with 0 when told to", async () => {
  const command = join(directory, "node_modules/.bin/twilio-bindings-emulator");
  const child = spawn(command, ["--port", "0", "--bindings", "7"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  await expect.poll(() => printed, { timeout: 20_000 }).toContain("Ctrl+C");
  const take = (pattern: RegExp) => pattern.exec(printed)?.[1] ?? "";

  const url = `${take(/listens on (\S+)\n/)}/v1/Services/${take(/Service +(IS\w{32})\n/)}/Bindings`;
  const authorization = `Basic ${btoa(`${take(/Account +(AC\w{32})\n/)}:any`)}`;
  const response = await fetch(url, { headers: { authorization } });
  const { bindings } = (await response.json()) as { bindings: unknown[] };
  expect(bindings).toEqual(expect.any(Array));

  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
});
