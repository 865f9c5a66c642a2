import { afterEach, describe, expect, it, vi } from "vitest";
import { ValidationError, createClient } from "../../src/index.ts";
import { VERSION } from "../../src/version.ts";
import { pageAnswer } from "../support/answers.ts";
import { conversationsBindings } from "../support/client.ts";
import { stepping } from "../support/fetches.ts";

const us = `twilio-bindings/${VERSION}`;
const browser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0";

afterEach(() => void vi.unstubAllGlobals());

/** The User-Agent that a client sends which is created now. */
async function userAgent(added?: string) {
  const { fetch, sent } = stepping(pageAnswer([]));
  await conversationsBindings({ fetch, userAgent: added }).list();
  return sent[0]?.headers.get("user-agent");
}

describe("User-Agent", () => {
  it("is sent with every request, with what the caller adds", async () => {
    const plain = await userAgent();
    expect(plain).toMatch(/^twilio-bindings\/\d+\.\d+\.\d+ Node\.js\/\d+/);
    expect(await userAgent("my-app/1.2 (push; eu)")).toBe(`${plain} my-app/1.2 (push; eu)`);
  });

  it.each(["Node.js/22", "Bun/1.3.2", "Deno/2.5.6", "Cloudflare-Workers", browser])(
    "names %s",
    async (runtime) => {
      vi.stubGlobal("navigator", { userAgent: runtime });
      expect(await userAgent()).toBe(`${us} ${runtime}`);
    },
  );

  it("names a Node.js without a navigator, and nothing if there is nothing to go by", async () => {
    vi.stubGlobal("navigator", undefined);
    expect(await userAgent()).toBe(`${us} Node.js/${process.versions.node}`);
    vi.stubGlobal("process", undefined);
    expect(await userAgent()).toBe(us);
    expect(await userAgent("x")).toBe(`${us} x`);
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
  ])("throws ValidationError for %j", (value) => {
    const create = () => createClient({ token: "t", userAgent: value as string });
    expect(create).toThrow(ValidationError);
    expect(create).toThrow("userAgent: expected printable ASCII without spaces around it, got ");
  });
});
