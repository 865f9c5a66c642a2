import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { serviceSid } from "../support/sids.ts";
import { authToken, createFolder, environment, jsonLinesOf, launch, serve } from "./support.ts";

const scope = ["--service", serviceSid];
const seeds = [
  { identity: "=alice", bindingType: "gcm", count: 120 },
  { identity: "bob", bindingType: "apn", count: 20 },
] as const;

it("lists, filters, redacts, and keeps formulas out of CSV", async () => {
  const { run, sids } = await serve(seeds);
  const [all, csv] = await Promise.all([
    run(["list", ...scope, "--format", "ndjson", "--redact"]),
    run(["list", ...scope, "--type", "gcm", "--limit", "1", "--columns", "identity", "--format", "csv"]),
  ]);
  expect(jsonLinesOf(all.out).map(({ sid }) => sid)).toEqual(sids());
  expect(all.out).not.toContain("alice");
  expect(csv).toEqual({ code: 0, out: "identity\n'=alice\n", notes: "" });
});

it("ends quietly when nobody reads any more", async () => {
  const { launch: start, emulator } = await serve([{ count: 20_000 }]);
  const { child, ended } = start("list", ...scope, "--format", "ndjson");
  child.stdout.once("data", () => child.stdout.destroy());
  expect(await ended).toMatchObject({ code: 0, notes: "" });
  expect(emulator.requests.length).toBeLessThan(100);
});

it("removes nothing unless it may, and then what was shown, with a backup", async () => {
  const { run, sids, deletes } = await serve(seeds);
  const backup = (await createFolder())("backup.ndjson");
  const sweep = ["sweep", ...scope, "--type", "gcm", "--backup", backup];
  const refused = await Promise.all([
    run(sweep.slice(0, -2)),
    run([...sweep.slice(0, -2), "--yes", "--at-most", "119"]),
  ]);
  expect(refused.map(({ code }) => code)).toEqual([3, 3]);
  expect(deletes()).toEqual([]);
  const { code, out } = await run([...sweep, "--yes", "--format", "json"]);
  expect(JSON.parse(out)).toMatchObject({ matched: 120, removed: 120, failed: [], notAttempted: 0 });
  expect([code, sids().length]).toEqual([0, 20]);
  expect(jsonLinesOf(await readFile(backup, "utf8"))).toHaveLength(120);
});

it("ends with 2 for wrong use, without repeating what may be a secret", async () => {
  for (const args of [
    ["list", `--auth-token=${authToken}`],
    ["list", "-s", authToken],
  ]) {
    const { child, ended } = launch(args, environment("http://127.0.0.1:9"));
    child.stdin.end();
    const { code, notes } = await ended;
    expect([code, notes]).toEqual([2, expect.not.stringContaining(authToken) as unknown]);
  }
});
