import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { html } from "../../../cli/src/report/html.ts";
import { type PageAssets, renderPage } from "../../../cli/src/report/page.ts";
import { createPseudonyms, maskUsers } from "../../../cli/src/report/pseudonyms.ts";
import { found, readAssets, reportOf } from "./support.ts";

const assets: PageAssets = { styles: ["a { color: red }"], script: "let one = 1;" };
const hostile = `"><script>alert(1)</script><!-- ' & \u202E`;

describe("html", () => {
  it("escapes texts in elements and attributes", () => {
    expect(html`<a title="${`"'<>&`}">${"</a>"}</a>`.markup).toBe(
      `<a title="&quot;&#39;&lt;&gt;&amp;">&lt;/a&gt;</a>`,
    );
  });

  it("writes numbers, markup and lists of markup as they are", () => {
    expect(html`${1} ${html`<b>${"<"}</b>`} ${[html`<i></i>`, html`<u></u>`]}`.markup).toBe(
      "1 <b>&lt;</b> <i></i>\n<u></u>",
    );
  });

  it("writes by number what is not seen", () => {
    expect(html`${"a\u202Eb\u0000"}`.markup).toBe("a\\u202eb\\u0000");
  });
});

describe("the page of a report", () => {
  it("escapes whatever comes from the server or from flags", async () => {
    const items = [
      found(
        { identity: hostile, binding_type: hostile, credential_sid: hostile, message_types: [hostile] },
        hostile,
      ),
      found({ credential_sid: null, binding_type: hostile }),
    ];
    const page = renderPage(
      await reportOf(items, { filters: [hostile], product: hostile, failedServices: [hostile] }),
      assets,
    );
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toContain("<!--");
    expect(page).not.toContain("\u202E");
    // Product, filter, failure, and each place where a section names the value.
    expect(
      page.split("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;!-- &#39; &amp; \\u202e").length,
    ).toBeGreaterThan(12);
  });

  it("allows its own styles and script by their hashes, and nothing else", async () => {
    const page = renderPage(await reportOf([found()]), await readAssets());
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/
      .exec(page)?.[1]
      ?.replaceAll("&#39;", "'");
    const directives = new Map(
      policy?.split("; ").map((one) => [one.split(" ")[0], one.split(" ").slice(1)]),
    );
    const hashesOf = (name: string) =>
      [...page.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, "gs"))].map(
        ([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
      );
    expect(directives).toEqual(
      new Map([
        ["default-src", ["'none'"]],
        ["style-src", hashesOf("style")],
        ["script-src", hashesOf("script")],
        ["base-uri", ["'none'"]],
        ["form-action", ["'none'"]],
      ]),
    );
    expect(hashesOf("style")).toHaveLength(3);
  });

  it("names nothing outside of itself", async () => {
    const page = renderPage(await reportOf([found()]), await readAssets());
    expect(page).not.toMatch(/\s(?:src|href|action|style)=|@import|url\(|\son\w+=/i);
  });

  it.each(["</style>", "</SCRIPT >", "<!-- "])(
    "throws for a style sheet with %s, which would end it",
    async (text) => {
      const report = await reportOf([]);
      expect(() => renderPage(report, { ...assets, styles: [text] })).toThrow("would end its element");
    },
  );

  it("draws the longest bar in full, and the others by their share", async () => {
    const items = ["apn", "fcm", "fcm", "fcm"].map((binding_type) => found({ binding_type }));
    const page = renderPage(await reportOf(items), assets);
    expect(page).toContain(".size-1000 { --size: 1; }");
    expect(page).toContain(".size-334 { --size: 0.334; }");
    const used = new Set(page.match(/class="size-\d+"/g)?.map((one) => one.slice(7, -1)));
    for (const name of used) expect(page).toContain(`.${name} { --size:`);
  });

  it("draws the first rows, and has all of them in the table", async () => {
    const items = Array.from({ length: 30 }, (_, index) => found({ credential_sid: `CR-${index}` }));
    const page = renderPage(await reportOf(items), assets);
    expect(page).toContain("The first 12 of 30.");
    expect(page.match(/CR-29/g)).toHaveLength(1);
    expect(page.match(/CR-3</g)).toHaveLength(2);
  });

  it("says what is missing", async () => {
    const page = renderPage(await reportOf([]), assets);
    expect(page).toContain("Every binding has a credential.");
    expect(page).toContain("No users.");
  });
});

describe("masked users", () => {
  it("are numbers that stand for one identity each, also in several services", async () => {
    const items = ["alice", "alice", "bob"].map((identity) => found({ identity }));
    const report = await reportOf([...items, found({ identity: "bob" }, "IS-other")]);
    const { topUsers } = maskUsers(report, createPseudonyms());
    expect(topUsers.map(({ user, bindings }) => [user, bindings])).toEqual([
      ["user 1", 2],
      ["user 2", 1],
      ["user 2", 1],
    ]);
  });

  it("leave no identity in a report", async () => {
    const report = await reportOf([found({ identity: "alice@example.com", endpoint: "device-token" })]);
    const masked = { ...maskUsers(report, createPseudonyms()), redacted: true } as typeof report;
    expect(JSON.stringify(masked) + renderPage(masked, assets)).not.toMatch(/alice|device-token/);
  });
});
