import { describe, expect, it } from "vitest";
import { createBindings, listPath } from "../../bench/server/bindings.ts";
import { createGate } from "../../bench/server/limits.ts";
import { types } from "../../bench/server/records.ts";

interface Page {
  readonly meta: { readonly next_page_url: string | null };
  readonly bindings: readonly { readonly sid: string; readonly binding_type: string; readonly url: string }[];
}

const origin = "http://127.0.0.1:1";

/** All pages of a list, as a client walks them. */
function walk(bindings: ReturnType<typeof createBindings>, query: string): Page[] {
  const pages: Page[] = [];
  for (let next: string | null = `${origin}${listPath}${query}`; next !== null;) {
    const { status, body } = bindings.reply("GET", new URL(next));
    expect(status).toBe(200);
    const page = JSON.parse(String(body)) as Page;
    pages.push(page);
    next = page.meta.next_page_url;
  }
  return pages;
}

const sizes = (pages: readonly Page[]) => pages.map(({ bindings }) => bindings.length);

describe("the benchmark's server", () => {
  it("gives pages of 50 by itself, and of 100 at most", () => {
    const bindings = createBindings(220);
    expect(sizes(walk(bindings, ""))).toEqual([50, 50, 50, 50, 20]);
    expect(sizes(walk(bindings, "?PageSize=1000"))).toEqual([100, 100, 20]);
  });

  it("lists each binding once, with its own URL", () => {
    const all = walk(createBindings(220), "?PageSize=7").flatMap(({ bindings }) => bindings);
    expect(new Set(all.map(({ sid }) => sid)).size).toBe(220);
    expect(all.every(({ sid, url }) => url.endsWith(`/${sid}`))).toBe(true);
  });

  it("keeps to the types that are named, over all pages", () => {
    const bindings = createBindings(220);
    const asked = types.slice(0, 2);
    const query = `?PageSize=10${asked.map((type) => `&BindingType=${type}`).join("")}`;
    const some = walk(bindings, query).flatMap((page) => page.bindings);
    expect(some).toHaveLength(110);
    expect(new Set(some.map(({ binding_type }) => binding_type))).toEqual(new Set(asked));
  });

  it("refuses a query that it does not know, instead of giving what was not asked for", () => {
    expect(createBindings(4).reply("GET", new URL(`${origin}${listPath}?Limit=1`)).status).toBe(400);
  });

  it("no longer has what was removed", () => {
    const bindings = createBindings(8);
    const [first] = walk(bindings, "").flatMap((page) => page.bindings);
    const url = new URL(`${origin}${listPath}/${first?.sid ?? ""}`);
    expect(bindings.reply("GET", url).status).toBe(200);
    expect(bindings.reply("DELETE", url).status).toBe(204);
    expect(bindings.reply("DELETE", url).status).toBe(404);
    expect(bindings.reply("GET", url).status).toBe(404);
    const left = walk(bindings, "?PageSize=3").flatMap((page) => page.bindings);
    expect(left).toHaveLength(7);
    expect(left).not.toContainEqual(expect.objectContaining({ sid: first?.sid }));
  });
});

describe("its limits", () => {
  it("admit so many concurrent requests", () => {
    const { admits } = createGate({ kind: "concurrency", maximum: 12 });
    expect([admits(12), admits(13)]).toEqual([true, false]);
  });

  it("let in a burst, and then no more than the rate", () => {
    let now = 0;
    const { admits, headers } = createGate(
      { kind: "rate", perSecond: 200, burst: 20, retryAfter: 1 },
      () => now,
    );
    const letIn = (asked: number) => Array.from({ length: asked }, () => admits(1)).filter(Boolean).length;
    expect(headers).toEqual({ "Retry-After": "1" });
    expect(letIn(100)).toBe(20);
    now = 50;
    expect(letIn(100)).toBe(10);
    now = 10_000;
    expect(letIn(100)).toBe(20);
  });
});
