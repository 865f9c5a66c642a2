import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { bindingSid, serviceSid } from "../../support/sids.ts";
import { createFolder, jsonLinesOf, secondService, serve } from "../support.ts";

const scope = ["--service", serviceSid];
const both = [...scope, "--service", secondService];
const seeds = [
  { identity: "alice", bindingType: "gcm", count: 30 },
  { identity: "bob", bindingType: "apn", count: 20 },
  { serviceSid: secondService, identity: "carol", bindingType: "gcm", count: 12 },
] as const;

describe("twilio-bindings sweep", () => {
  it("shows what matches, by type and service, and removes exactly that", async () => {
    const { run, emulator } = await serve(seeds);
    const { code, out, notes } = await run(["sweep", ...both, "--type", "gcm", "--yes", "--format", "json"]);
    expect(notes).toMatch(/42 bindings found in 2 services: type gcm/);
    expect(notes).toMatch(new RegExp(`${secondService} +12 +12`));
    expect(JSON.parse(out)).toEqual({
      dryRun: false,
      ...{ matched: 42, removed: 42, alreadyGone: 0, failed: [], notAttempted: 0, types: { gcm: 42 } },
      services: [
        { service: serviceSid, matched: 30, removed: 30, alreadyGone: 0, failed: 0, notAttempted: 0 },
        { service: secondService, matched: 12, removed: 12, alreadyGone: 0, failed: 0, notAttempted: 0 },
      ],
    });
    expect(code).toBe(0);
    expect(
      emulator.bindings({ document: "conversations_v1" }).map(({ binding_type }) => binding_type),
    ).toEqual(Array(20).fill("apn"));
  });

  it.each([
    ["without a terminal to ask", [], 3, "--yes"],
    ["beyond --at-most, counted over all services", ["--yes", "--at-most", "41"], 3, "--at-most 41"],
    ["in a dry run", ["--dry-run"], 0, "42 bindings"],
  ])("removes nothing %s, and leaves no backup", async (_, flags, expected, said) => {
    const { run, sids, deletes } = await serve(seeds);
    const backup = (await createFolder())("backup.ndjson");
    const result = await run(["sweep", ...both, "--type", "gcm", "--backup", backup, ...flags]);
    expect(result.code).toBe(expected);
    expect(result.notes).toContain(said);
    expect(deletes()).toEqual([]);
    expect(sids()).toHaveLength(62);
    expect(await readFile(backup, "utf8").catch(() => "")).toBe("");
  });

  it("asks for a filter, or --all", async () => {
    const { run, emulator } = await serve(seeds);
    const { code, notes } = await run(["sweep", ...scope, "--yes", "--limit", "5"]);
    expect([code, notes]).toEqual([2, expect.stringContaining("--all") as unknown]);
    expect(emulator.requests).toEqual([]);
    expect((await run(["sweep", ...scope, "--all", "--yes"])).code).toBe(0);
    expect(emulator.bindings({ document: "conversations_v1" })).toHaveLength(12);
  });

  it("removes at most --limit in all services together", async () => {
    const { run, sids } = await serve(seeds);
    const { code } = await run(["sweep", ...both, "--type", "gcm", "--yes", "--limit", "35"]);
    expect([code, sids().length]).toEqual([0, 62 - 35]);
  });

  it("has the whole backup on the disk before the first DELETE, and adds to an earlier one", async () => {
    const backup = (await createFolder())("backup.ndjson");
    const before: number[] = [];
    const onRequest = ({ method }: { readonly method: string }) => {
      if (method === "DELETE") before.push(jsonLinesOf(readFileSync(backup, "utf8")).length);
    };
    const { run, emulator } = await serve(seeds, { onRequest });
    const all = emulator.bindings({ document: "conversations_v1" });
    expect((await run(["sweep", ...scope, "--type", "gcm", "--yes", "--backup", backup])).code).toBe(0);
    expect(new Set(before)).toEqual(new Set([30]));
    // As after a kill in the middle of a line.
    await writeFile(backup, (await readFile(backup, "utf8")).slice(0, -20));
    expect((await run(["sweep", ...scope, "--type", "apn", "--yes", "--backup", backup])).code).toBe(0);
    const lines = (await readFile(backup, "utf8")).trimEnd().split("\n");
    expect(lines).toHaveLength(50);
    expect(lines.slice(30).map((line) => (JSON.parse(line) as { sid: string }).sid)).toEqual(
      all.filter(({ identity }) => identity === "bob").map(({ sid }) => sid),
    );
  });

  it("leaves a file alone that is no backup, and says so before anything is requested", async () => {
    const { run, emulator } = await serve(seeds);
    const file = await createFolder();
    await writeFile(file("notes.txt"), "my notes");
    for (const path of [file("notes.txt"), file("no/folder"), file(".")]) {
      const { code, notes } = await run(["sweep", ...scope, "--all", "--yes", "--backup", path]);
      expect([code, notes]).toEqual([2, expect.stringContaining("--backup") as unknown]);
    }
    expect(await readFile(file("notes.txt"), "utf8")).toBe("my notes");
    expect(emulator.requests).toEqual([]);
  });

  it("writes what failed, ends with 1, and remove --from-file removes it", async () => {
    const { run, emulator, sids } = await serve(seeds);
    const failures = (await createFolder())("failures.ndjson");
    const unlucky = new Set<string>(sids().slice(0, 3));
    emulator.configure({
      faults: ({ method, url }) =>
        method === "DELETE" && unlucky.has(url.slice(-34)) ? "server-error" : undefined,
    });
    const first = await run(["sweep", ...both, "--type", "gcm", "--yes", "--failures", failures]);
    expect(first.code).toBe(1);
    expect(jsonLinesOf(await readFile(failures, "utf8"))).toHaveLength(3);
    emulator.configure({ faults: undefined });
    const second = await run(["remove", "--from-file", failures, "--failures", failures, "--yes"]);
    expect(second.code).toBe(0);
    expect(await readFile(failures, "utf8")).toBe("");
    expect(sids()).toHaveLength(20);
  });

  it("finishes what is under way after ctrl-C, prints a summary, and goes on when it is run again", async () => {
    const { launch, run, emulator, sids, deletes } = await serve([{ count: 600, bindingType: "gcm" }], {
      latency: [20, 40],
    });
    const args = ["sweep", ...scope, "--type", "gcm", "--yes", "--format", "json"];
    const { child, ended } = launch(...args);
    await expect.poll(() => deletes().length, { interval: 10, timeout: 30_000 }).toBeGreaterThan(60);
    child.kill("SIGINT");
    const { code, out, notes } = await ended;
    const report = JSON.parse(out) as Readonly<Record<string, number>>;
    expect([code, report["matched"]]).toEqual([1, 600]);
    expect(report["removed"]).toBe(600 - sids().length);
    expect(report["notAttempted"]).toBe(sids().length);
    expect(deletes()).toHaveLength(600 - sids().length);
    expect(notes).toContain("again");
    emulator.configure({ latency: 0 });
    expect((await run(args)).code).toBe(0);
    expect(sids()).toEqual([]);
  });

  it("removes exactly what matches when it is killed and run again", async () => {
    const { launch, run, emulator, sids, deletes } = await serve(
      [
        { count: 400, bindingType: "gcm" },
        { count: 50, bindingType: "fcm" },
      ],
      { latency: 10 },
    );
    const keep = sids({ bindingType: "fcm" });
    const backup = (await createFolder())("backup.ndjson");
    const args = ["sweep", ...scope, "--type", "gcm", "--yes", "--backup", backup];
    const { child, ended } = launch(...args);
    await expect.poll(() => deletes().length, { interval: 10, timeout: 30_000 }).toBeGreaterThan(60);
    child.kill("SIGKILL");
    await ended;
    expect(sids().length).toBeGreaterThan(50);
    emulator.configure({ latency: 0 });
    expect((await run(args)).code).toBe(0);
    expect(sids()).toEqual(keep);
    expect(new Set(jsonLinesOf(await readFile(backup, "utf8")).map(({ sid }) => sid)).size).toBe(400);
  });
});

describe("twilio-bindings remove", () => {
  const named = [1, 2, 3].map((index) => ({ sid: bindingSid(index), identity: "alice" }));

  it("removes the bindings that are named, and reports those that are not there", async () => {
    const { run, sids } = await serve([...named, { serviceSid: secondService, sid: bindingSid(4) }]);
    const args = ["remove", bindingSid(1), bindingSid(4), ...both, "--yes", "--format", "ndjson"];
    const { code, out } = await run(args);
    expect(code).toBe(0);
    expect(jsonLinesOf(out).map(({ service, removed }) => [service, removed])).toEqual([
      [serviceSid, 1],
      [secondService, 1],
    ]);
    const missing = await run(["remove", bindingSid(2), bindingSid(1), ...scope, "--yes"]);
    expect([missing.code, missing.notes]).toEqual([1, expect.stringContaining(bindingSid(1)) as unknown]);
    expect(sids()).toEqual([bindingSid(3)]);
  });

  it("removes by filter", async () => {
    const { run, sids } = await serve([...named, { sid: bindingSid(9), identity: "bob" }]);
    expect((await run(["remove", ...scope, "--identity", "alice", "--yes"])).code).toBe(0);
    expect(sids()).toEqual([bindingSid(9)]);
  });

  it.each([2, 150])(
    "removes %i bindings of a file, whether SIDs or JSON, and those that are gone are done",
    async (count) => {
      const { run, sids, emulator } = await serve([{ count: count + 5 }]);
      const all = sids();
      const lines = all
        .slice(0, count)
        .map((sid, index) => (index % 2 === 0 ? sid : JSON.stringify({ sid, chat_service_sid: serviceSid })));
      const args = ["remove", "--from-file", "-", ...scope, "--yes", "--format", "json"];
      const first = await run(args, `${lines.join("\n")}\n`);
      expect([first.code, sids()]).toEqual([0, all.slice(count)]);
      const again = await run(args, lines.join("\n"));
      expect(JSON.parse(again.out)).toMatchObject({ matched: count, alreadyGone: count, removed: 0 });
      expect(again.code).toBe(0);
      expect(emulator.requests.filter(({ method }) => method === "DELETE")).toHaveLength(count);
    },
  );

  it.each([
    ["no SID", "BS12\n", "line 1"],
    ["a SID of another kind", `${bindingSid(1)}\n${serviceSid}\n`, "line 2"],
    ["JSON without a SID", `{"identity":"alice"}\n`, "line 1"],
    ["a service that is not a SID", `{"sid":"${bindingSid(1)}","service_sid":"x"}\n`, "line 1"],
  ])("removes nothing where a file has %s", async (_, input, said) => {
    const { run, emulator } = await serve(named);
    const { code, notes } = await run(["remove", "--from-file", "-", ...scope, "--yes"], input);
    expect([code, notes]).toEqual([2, expect.stringContaining(said) as unknown]);
    expect(emulator.requests).toEqual([]);
  });

  it("has nothing to do for an empty file", async () => {
    const { run } = await serve([]);
    const { code, notes } = await run(["remove", "--from-file", "-", "--yes"]);
    expect([code, notes]).toEqual([0, expect.stringContaining("0 bindings") as unknown]);
  });
});
