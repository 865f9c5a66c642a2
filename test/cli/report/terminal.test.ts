import { describe, expect, it } from "vitest";
import { bar } from "../../../cli/src/report/bar.ts";
import { formatShare } from "../../../cli/src/report/format.ts";
import { renderTerminal } from "../../../cli/src/report/terminal.ts";
import { serviceSid } from "../../support/sids.ts";
import { daysAgo, found, reportOf } from "./support.ts";

/** The columns that a terminal takes for a text: two for a Chinese character or an emoji. */
function widthOf(text: string): number {
  const characters = [...new Intl.Segmenter("en").segment(text)];
  const isWide = ({ segment }: { segment: string }) =>
    /[\p{Script=Han}\p{Emoji_Presentation}]/u.test(segment);
  return characters.length + characters.filter(isWide).length;
}

const plain = (_: unknown, text: string) => text;
const credential = `CR${"c".repeat(32)}`;
const items = [
  ...Array.from({ length: 6 }, () => found({ identity: "alice", credential_sid: credential })),
  found({ identity: "bob", binding_type: "apn", credential_sid: null, date_updated: daysAgo(400) }),
  found({ identity: "名前", binding_type: "apn", credential_sid: null, date_updated: "?" }),
];

describe("a report in a terminal", () => {
  it("shows every part, with bars to the width of the terminal", async () => {
    const text = renderTerminal(await reportOf(items), { width: 60, style: plain });
    expect(text).toBe(`Push bindings
  Product  conversations
  Service  ${serviceSid}
  Created  1 Jun 2026, 12:00 UTC

  8  bindings
  3  users                   2.7 bindings each
  2  without credential      25.0%
  1  not updated for a year  12.5%

By type
  Type  Bindings  Share
  fcm          6  75.0%  ███████████████████████████████████
  apn          2  25.0%  ███████████▋

By last update
  A device updates its binding when the app registers for push again.
  Last update        Bindings  Share
  under 7 days              6  75.0%  ██████████████████████
  7 to 30 days              0   0.0%
  30 to 90 days             0   0.0%
  90 days to 1 year         0   0.0%
  1 to 2 years              1  12.5%  ███▋
  over 2 years              0   0.0%
  no valid date             1  12.5%  ███▋

By credential
  Credential                          Types  Bindings  Share
  ${credential}  fcm           6  75.0%

Without credential
  Type  Bindings  Share
  apn          2  25.0%  ███████████████████████████████████

By message type
  A binding counts for each type of message that it receives.
  Message type  Bindings   Share
  new_message          8  100.0%  ██████████████████████████

Users with most devices
  User   Bindings
  alice         6  █████████████████████████████████████████
  bob           1  ██████▉
  名前          1  ██████▉
`);
  });

  it.each([40, 60, 80, 200])("fits into %d columns, whatever the identities", async (width) => {
    const hostile = [
      "x".repeat(500),
      "山".repeat(100),
      "\u202Ereversed\u202C",
      "a\u001B[31mred\r\n\u0007",
      "\u{1F468}\u200D\u{1F469}",
    ];
    const report = await reportOf([...items, ...hostile.map((identity) => found({ identity }))]);
    const tables = renderTerminal(report, { width, style: plain }).split("Users with most devices")[1] ?? "";
    const widths = tables.split("\n").map((line) => widthOf(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(width);
  });

  it("writes no character that a terminal would obey", async () => {
    const identity = "\u001B]0;title\u0007\u009B2J\u202Eevil\u200F\u2066\r\n";
    const text = renderTerminal(await reportOf([found({ identity, binding_type: identity })]), {
      style: plain,
    });
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u200F\u202E\u2066]/u);
    expect(text).toContain("\\u202eevil");
  });

  it("has no bars without a width, and cuts nothing", async () => {
    const identity = "x".repeat(300);
    const text = renderTerminal(await reportOf([found({ identity })]), { style: plain });
    expect(text).not.toMatch(/[█▏]/);
    expect(text).toContain(identity);
  });

  it("says which services were not listed to the end", async () => {
    const report = await reportOf([], { failedServices: [serviceSid] });
    expect(renderTerminal(report, { style: plain })).toContain(`Not listed to the end: ${serviceSid}.`);
  });

  it("styles what it writes by the style that it is given", async () => {
    const style = (name: unknown, text: string) => `<${String(name)}>${text}</>`;
    const text = renderTerminal(await reportOf(items), { width: 80, style });
    expect(text).toContain("<bold>By type</>");
    expect(text).toMatch(/<cyan>█+<\/>/);
  });
});

describe("bar", () => {
  it("is as long as its share, to an eighth of a character", () => {
    expect([8, 4, 1, 0].map((value) => bar(value, 8, 10))).toEqual(["█".repeat(10), "█".repeat(5), "█▎", ""]);
  });

  it("shows a value that is too small for an eighth", () => {
    expect(bar(1, 1_000_000, 10)).toBe("▏");
  });

  it("is empty where there is nothing, or no room", () => {
    expect([bar(0, 0, 10), bar(1, 1, 0)]).toEqual(["", ""]);
  });
});

describe("a share", () => {
  it("rounds nothing to nothing or all that is neither", () => {
    const shares = [0, 1, 500, 999_999, 1_000_000].map((part) => formatShare(part, 1_000_000));
    expect(shares).toEqual(["0.0%", "<0.1%", "0.1%", ">99.9%", "100.0%"]);
  });

  it("is nothing where there is nothing", () => {
    expect(formatShare(0, 0)).toBe("0.0%");
  });
});
