import { afterEach, describe, expect, it, vi } from "vitest";
import { ValidationError, createClient } from "../src/index.ts";
import { VERSION, userAgent } from "../src/version.ts";
import { pageAnswer } from "./support/answers.ts";
import { conversationsBindings } from "./support/client.ts";
import { stepping } from "./support/fetches.ts";

const us = `twilio-bindings/${VERSION}`;
const browser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0";

afterEach(() => void vi.unstubAllGlobals());

describe("User-Agent", () => {
  it("is sent with every request, with what the caller adds", async () => {
    const { fetch, sent } = stepping(pageAnswer([]), pageAnswer([]));
    await conversationsBindings({ fetch }).list();
    await conversationsBindings({ fetch, userAgent: "my-app/1.2 (push; eu)" }).list();
    const values = sent.map(({ headers }) => headers.get("user-agent"));
    expect(values).toEqual([userAgent(), `${userAgent()} my-app/1.2 (push; eu)`]);
  });

  it.each(["Node.js/22", "Bun/1.3.2", "Deno/2.5.6", "Cloudflare-Workers", browser])("names %s", (runtime) => {
    vi.stubGlobal("navigator", { userAgent: runtime });
    expect(userAgent()).toBe(`${us} ${runtime}`);
  });

  it("names a Node that has no navigator, and nothing where there is nothing to go by", () => {
    vi.stubGlobal("navigator", undefined);
    expect(userAgent()).toBe(`${us} Node.js/${process.versions.node}`);
    vi.stubGlobal("process", undefined);
    expect(userAgent()).toBe(us);
    expect(userAgent("x")).toBe(`${us} x`);
  });

  it.each([
    ["x\r\nAuthorization: y"],
    [""],
    [" x"],
    ["x "],
    ["caf\u00e9"],
    ["x\u0000"],
    ["x\ty"],
    [5],
    [null],
  ])("%j cannot be added", (value) => {
    const create = () => createClient({ token: "t", userAgent: value as string });
    expect(create).toThrow(ValidationError);
    expect(create).toThrow("userAgent: expected printable ASCII without spaces around it, got ");
  });
});
