import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { serviceSid } from "../../support/sids.ts";
import { program, serve } from "../support.ts";

const scope = ["--service", serviceSid];
const gcm = [{ bindingType: "gcm", identity: "alice", count: 30 }] as const;

/** Runs a program in a pseudo-terminal, with what is typed as its own input. */
const terminal = `
import os, pty, sys
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))
`;

/** Runs the command line in a pseudo-terminal. */
function open(args: readonly string[], env: NodeJS.ProcessEnv, columns = 100) {
  const sized = ["sh", "-c", `stty cols ${columns} rows 40 && exec "$@"`, "sh"];
  const command = [...sized, process.execPath, program, ...args];
  const child = spawn("python3", ["-c", terminal, ...command], { env: { ...env, TERM: "xterm-256color" } });
  onTestFinished(() => void child.kill("SIGKILL"));
  let raw = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (raw += chunk));
  const code = new Promise<number | null>((resolve) => child.once("close", resolve));
  const shown = () => stripVTControlCharacters(raw).replaceAll("\r", "\n");
  return {
    code,
    raw: () => raw,
    shown,
    type: (keys: string) => child.stdin.write(keys),
    waitFor: (text: string) => expect.poll(shown, { timeout: 60_000, interval: 20 }).toContain(text),
  };
}

describe("in a terminal", () => {
  it("shows a table whose lines fit, with SIDs uncut and titles in bold", async () => {
    const identity = "a-long-identity-".repeat(8);
    const { env, sids } = await serve([{ identity, count: 3 }]);
    const { code, shown, raw } = open(["list", ...scope], env, 80);
    expect(await code).toBe(0);
    const lines = shown().split("\n").filter(Boolean);
    expect(lines.map((line) => line.length).filter((length) => length > 80)).toEqual([]);
    for (const sid of sids()) expect(shown()).toContain(`${sid}  `);
    expect(raw()).toContain("\u001b[1msid");
    expect(shown()).toContain("…");
  });

  it("has no colors with NO_COLOR", async () => {
    const { env } = await serve(gcm);
    const { code, raw } = open(["count", ...scope], { ...env, NO_COLOR: "1" });
    expect(await code).toBe(0);
    expect(raw()).toMatch(/type +count/);
    expect(raw()).not.toMatch(/\[\d*m/);
  });

  it.each([
    ["n", "n"],
    ["Enter, since no is what is chosen", "\r"],
    ["ctrl-C", "\u0003"],
  ])("asks, and removes nothing after %s", async (_, keys) => {
    const { env, sids } = await serve(gcm);
    const { code, type, waitFor, shown } = open(["sweep", ...scope, "--type", "gcm"], env);
    await waitFor("Remove 30 bindings?");
    type(keys);
    expect(await code).toBe(3);
    expect(shown()).toContain("nothing was removed");
    expect(sids()).toHaveLength(30);
  });

  it("removes after y, with progress, and prints what it did", async () => {
    const { env, sids } = await serve([{ bindingType: "gcm", count: 300 }], { latency: [50, 100] });
    const { code, type, waitFor, shown } = open(["sweep", ...scope, "--type", "gcm"], env);
    await waitFor("Remove 300 bindings?");
    type("y");
    await waitFor("of 300 |");
    expect(shown()).toMatch(/Removing [█░]+ \d+% \| \d+ of 300 \| \d+\/s \| \w+ left/);
    expect(await code).toBe(0);
    expect(shown()).toMatch(new RegExp(`${serviceSid} +300 +300 +0 +0 +0`));
    expect(sids()).toEqual([]);
  });

  it("ends immediately at the second ctrl-C", async () => {
    const { env, emulator, sids } = await serve([{ bindingType: "gcm", count: 300 }], { latency: 100 });
    const { code, type, waitFor } = open(["sweep", ...scope, "--type", "gcm", "--yes"], env);
    await waitFor("of 300 |");
    emulator.configure({ latency: 60_000 });
    type("\u0003");
    await waitFor("ctrl-C again");
    type("\u0003");
    expect(await code).toBe(130);
    expect(sids().length).toBeGreaterThan(0);
  });
});

it("draws a report as bars, to the width of the terminal", async () => {
  const { env } = await serve([...gcm, { bindingType: "apn", count: 10 }]);
  const { code, shown, raw } = open(["report", ...scope], env, 80);
  expect(await code).toBe(0);
  expect(shown()).toMatch(/gcm +30 +75\.0% {2}█{50,}\n/);
  expect(raw()).toContain("\u001b[36m█");
  const lines = shown()
    .split("\n")
    .map((line) => line.length);
  expect(Math.max(...lines)).toBeLessThanOrEqual(80);
});
