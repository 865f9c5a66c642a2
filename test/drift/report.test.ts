import { describe, expect, it } from "vitest";
import type { Change, Report } from "../../scripts/drift/check.ts";
import { config } from "../../scripts/drift/config.ts";
import { type Format, formatReport } from "../../scripts/drift/report.ts";

const CHANGE: Change = {
  ...{ document: "chat_v2", location: "GET /v2/Services/{}/Bindings query PageSize schema.maximum" },
  ...{ class: "breaking", rule: "limit-narrowed", ours: 50, pinned: 50, published: 20 },
  ...{
    message: "GET … schema.maximum: 50 → 20. A limit has become stricter.",
    meaning: "A limit has become stricter.",
  },
  ...{ acknowledged: false, file: "openapi/components/chat.yaml", line: 123 },
};
const OWN: Change = { ...CHANGE, class: "metadata", location: "GET /v2/Services/{}/Bindings tags" };
const DESCRIPTION: Change = {
  ...CHANGE,
  ...{
    class: "docs-only",
    location: "GET /v2/Services/{}/Bindings summary",
    ours: null,
    pinned: "sha256:ab",
  },
  ...{
    published: "One | two\n`three` 100%",
    message: "summary: sha256:ab → One | two\n`three` 100%. Read it.",
  },
};
const ACCEPTED: Change = {
  ...CHANGE,
  location: "DELETE /v2/Services/{}/Bindings/{} x",
  acknowledged: true,
  reason: "So.",
};

const format = (of: Report, as: Format) => formatReport(of, as, config);

function report(changes: readonly Change[], stale: Report["stale"] = []): Report {
  return { published: { source: "@a/b", version: "1.2.3" }, changes, stale };
}

const STALE: Report["stale"][number] = {
  ...{ document: "chat_v2", location: "GET /a b", ours: true, published: false, reason: "So." },
  ...{ message: "GET /a b: the difference no longer exists.", file: "openapi/divergences.yaml", line: 7 },
};

describe("text", () => {
  it("groups by operation, worst first, with both values and the line to edit", () => {
    const text = format(report([CHANGE, OWN, DESCRIPTION, ACCEPTED], [STALE]), "text");
    expect(text.match(/chat_v2 {2}GET \/v2\/Services\/\{\}\/Bindings$/gm)).toHaveLength(1);
    expect(text.indexOf("breaking")).toBeLessThan(text.indexOf("metadata"));
    expect(text).toContain("50 → 20");
    expect(text).toContain("openapi/components/chat.yaml:123");
    expect(text).toContain("openapi/divergences.yaml:7");
    expect(text).toContain(
      "1 breaking, 1 metadata, 1 docs-only; accepted differences that no longer apply: 1; accepted differences: 1.",
    );
    expect(text).not.toContain("DELETE");
  });

  it("reports that there is nothing to review", () => {
    expect(format(report([ACCEPTED]), "text")).toMatch(
      /1\.2\.3\n\nNothing to review; accepted differences: 1\.$/,
    );
  });
});

it("prints JSON with accepted differences too, and nothing but JSON", () => {
  expect(JSON.parse(format(report([CHANGE, ACCEPTED], [STALE]), "json"))).toEqual(
    report([CHANGE, ACCEPTED], [STALE]),
  );
});

describe("markdown", () => {
  it("keeps a table a table, whatever the values", () => {
    const lines = format(report([CHANGE, DESCRIPTION], [STALE]), "markdown").split("\n");
    const rows = lines.filter((line) => line.startsWith("| docs-only"));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.replaceAll("\\|", "").match(/\|/g)).toHaveLength(8);
    expect(rows[0]).toContain("`` One \\| two `three` 100% ``");
    expect(lines.filter((line) => line.startsWith("| --- ")).length).toBe(2);
  });
});

describe("github", () => {
  it("writes an annotation for each change and each stale accepted difference", () => {
    const lines = format(report([CHANGE, DESCRIPTION, ACCEPTED], [STALE]), "github").split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe(
      "::error file=openapi/components/chat.yaml,line=123,title=Twilio's documents%3A breaking::chat_v2 GET … schema.maximum: 50 → 20. A limit has become stricter.",
    );
    expect(lines[1]).toContain("One | two%0A`three` 100%25");
    expect(lines[2]).toContain("file=openapi/divergences.yaml,line=7");
  });

  it("is silent when nothing is to be done", () => {
    expect(format(report([ACCEPTED]), "github")).toBe("");
  });
});
