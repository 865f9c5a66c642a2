import { describe, expect, it } from "vitest";
import { bindingSid, serviceSid } from "../../support/sids.ts";
import { jsonLinesOf, linesOf, secondService, serve } from "../support.ts";

const credentialSid = `CR${"c".repeat(32)}`;
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 19) + "Z";

const seeds = [
  { sid: bindingSid(1), identity: "alice", bindingType: "apn", credentialSid, dateUpdated: daysAgo(1) },
  {
    sid: bindingSid(2),
    identity: "alice",
    bindingType: "gcm",
    credentialSid: null,
    dateUpdated: daysAgo(100),
  },
  { sid: bindingSid(3), identity: "bob", bindingType: "gcm", credentialSid, dateUpdated: daysAgo(800) },
  {
    sid: bindingSid(4),
    serviceSid: secondService,
    identity: "carol",
    bindingType: "fcm",
    messageTypes: ["new_message"],
  },
] as const;
const scope = ["--service", serviceSid];

describe("twilio-bindings list", () => {
  it("prints the same bindings as a table, JSON, ndjson and CSV", async () => {
    const { run, sids, emulator } = await serve(seeds);
    const list = (format: string) => run(["list", ...scope, "--service", secondService, "--format", format]);
    const [table, json, ndjson, csv] = await Promise.all(["table", "json", "ndjson", "csv"].map(list));
    const all = sids();
    expect((JSON.parse(json?.out ?? "") as { sid: string }[]).map(({ sid }) => sid)).toEqual(all);
    expect(jsonLinesOf(ndjson?.out ?? "").map(({ sid }) => sid)).toEqual(all);
    expect(Object.keys(jsonLinesOf(ndjson?.out ?? "")[0] ?? {})).toEqual(
      Object.keys(emulator.bindings()[0] ?? {}),
    );
    const [header, ...rows] = linesOf(csv?.out ?? "");
    expect(header).toMatch(/^sid,account_sid,/);
    expect(rows.map((row) => row.split(",")[0])).toEqual(all);
    const [titles, ...lines] = linesOf(table?.out ?? "");
    expect(titles).toMatch(/^sid +binding_type +identity +date_updated +credential_sid$/);
    expect(lines.map((line) => line.split(" ")[0])).toEqual(all);
    for (const one of [table, json, ndjson, csv]) expect(one).toMatchObject({ code: 0, notes: "" });
  });

  it.each([
    [
      ["--type", "gcm"],
      [2, 3],
    ],
    [
      ["--type", "gcm", "--type", "apn"],
      [1, 2, 3],
    ],
    [
      ["--identity", "alice"],
      [1, 2],
    ],
    [
      ["--credential", credentialSid],
      [1, 3],
    ],
    [["--credential", "none"], [2]],
    [
      ["--older-than", "90d"],
      [2, 3],
    ],
    [["--older-than", "90d", "--newer-than", "1y"], [2]],
    [["--message-type", "new_message", "--service", secondService, "--identity", "carol"], [4]],
    [
      ["--limit", "2", "--type", "gcm", "--type", "apn"],
      [1, 2],
    ],
    [["--limit", "0"], []],
  ])("selects by %j", async (flags, expected) => {
    const { run } = await serve(seeds);
    const { code, out } = await run(["list", ...scope, ...flags, "--format", "ndjson"]);
    expect(
      jsonLinesOf(out)
        .map(({ sid }) => sid)
        .sort(),
    ).toEqual(expected.map(bindingSid));
    expect(code).toBe(0);
  });

  it("reads services from standard input, each once, with one limit for all", async () => {
    const { run } = await serve(seeds);
    const input = `# ours\n${secondService}\n\n${serviceSid}\r\n${secondService}\n`;
    const flags = ["--services-from", "-", "--limit", "2", "--columns", "identity,sid", "--format", "csv"];
    const { out, code } = await run(["list", ...flags], input);
    expect(out).toBe(`identity,sid\ncarol,${bindingSid(4)}\nalice,${bindingSid(1)}\n`);
    expect(code).toBe(0);
  });

  it("lists a user's bindings of the older products", async () => {
    const { run } = await serve([
      { document: "chat_v2", identity: "alice", count: 2 },
      { document: "chat_v2", identity: "bob", count: 3 },
    ]);
    for (const product of ["chat", "ip-messaging"]) {
      const flags = ["--product", product, "--format", "ndjson"];
      const ofUser = await run(["list", ...scope, ...flags, "--user", "alice"]);
      expect(jsonLinesOf(ofUser.out)).toHaveLength(2);
      expect(jsonLinesOf((await run(["list", ...scope, ...flags])).out)).toHaveLength(5);
    }
  });

  it("masks personal data on request, in each format", async () => {
    const { run } = await serve([{ identity: "alice@example.com", endpoint: "device-of-alice" }]);
    for (const format of ["table", "json", "ndjson", "csv"]) {
      const { out } = await run(["list", ...scope, "--redact", "--format", format]);
      expect(out).toContain("***");
      expect(out).not.toContain("alice");
    }
  });

  it("writes no CSV cell that is a formula, and no control character into a table", async () => {
    const identities = ["=1+1", "+1", "-1", "@a", "\tx", "\rx", 'a"b,c\nd', "\u001b[2Jx"];
    const { run } = await serve(identities.map((identity) => ({ identity })));
    const { out } = await run(["list", ...scope, "--columns", "identity", "--format", "csv"]);
    expect(out).toBe(`identity\n'=1+1\n'+1\n'-1\n'@a\n'\tx\n"'\rx"\n"a""b,c\nd"\n\u001b[2Jx\n`);
    const table = await run(["list", ...scope, "--columns", "identity"]);
    expect(table.out.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    expect(table.out).toContain("\\u001b[2Jx");
    expect(linesOf(table.out)).toHaveLength(identities.length + 1);
  });

  it("ends quietly when nobody reads any more, and asks for no more pages", async () => {
    const { launch, emulator } = await serve([{ count: 20_000 }]);
    const { child, ended } = launch("list", ...scope, "--format", "ndjson");
    child.stdout.once("data", () => child.stdout.destroy());
    expect(await ended).toMatchObject({ code: 0, notes: "" });
    expect(emulator.requests.length).toBeLessThan(100);
  });

  it("prints what the other services have when one fails, and ends with 1", async () => {
    const { run, emulator } = await serve(seeds);
    const missing = `IS${"d".repeat(32)}`;
    emulator.configure({
      faults: ({ url }) => (url.includes(missing) ? "invalid-body" : undefined),
    });
    const args = ["list", "--service", missing, ...scope, "--format", "ndjson"];
    const { code, out, notes } = await run(args);
    expect(jsonLinesOf(out)).toHaveLength(3);
    expect(code).toBe(1);
    expect(notes).toContain(missing);
  });
});

describe("twilio-bindings count", () => {
  it.each([
    ["type", "gcm,2\napn,1\nfcm,1\n"],
    ["identity", "alice,2\nbob,1\ncarol,1\n"],
    ["service", `${serviceSid},3\n${secondService},1\n`],
  ])("counts by %s", async (by, expected) => {
    const { run } = await serve(seeds);
    const args = ["count", ...scope, "--service", secondService, "--by", by, "--format", "csv"];
    expect(await run(args)).toEqual({ code: 0, notes: "", out: `${by},count\n${expected}` });
  });

  it("counts by credential, age and message type as JSON", async () => {
    const { run } = await serve(seeds);
    const count = async (by: string) =>
      JSON.parse((await run(["count", ...scope, "--by", by, "--format", "json"])).out) as unknown;
    expect(await count("credential")).toEqual([
      { credential: credentialSid, count: 2 },
      { credential: "none", count: 1 },
    ]);
    expect(await count("age")).toContainEqual({ age: "over 2 years", count: 1 });
    expect(await count("message-type")).toEqual(
      expect.arrayContaining([
        { message_type: expect.any(String) as unknown, count: expect.any(Number) as unknown },
      ]),
    );
  });

  it("numbers identities instead of showing them, on request", async () => {
    const { run } = await serve(seeds);
    const { out } = await run(["count", ...scope, "--by", "identity", "--redact", "--format", "csv"]);
    expect(out).toBe("identity,count\n*** 1,2\n*** 2,1\n");
  });
});

describe("twilio-bindings fetch", () => {
  it("prints one binding as an object, several as rows, and reports those that are missing", async () => {
    const { run } = await serve(seeds);
    const services = [...scope, "--service", secondService];
    const one = await run(["fetch", bindingSid(4), ...services, "--format", "json"]);
    expect(JSON.parse(one.out)).toMatchObject({ sid: bindingSid(4), identity: "carol" });
    const table = await run(["fetch", bindingSid(4), ...services]);
    expect(table.out).toMatch(/^identity +carol$/m);
    const args = ["fetch", bindingSid(1), bindingSid(9), bindingSid(3), ...scope, "--format", "ndjson"];
    const several = await run(args);
    expect(jsonLinesOf(several.out).map(({ sid }) => sid)).toEqual([bindingSid(1), bindingSid(3)]);
    expect(several.code).toBe(1);
    expect(several.notes).toContain(bindingSid(9));
  });
});
