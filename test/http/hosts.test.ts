import { afterEach, describe, expect, it, vi } from "vitest";
import { type ClientOptions, ValidationError, createClient } from "../../src/index.ts";
import { noContent } from "../support/answers.ts";
import { stepping } from "../support/fetches.ts";
import { thrown } from "../support/failures.ts";
import { accountSid, bindingSid, serviceSid } from "../support/sids.ts";

const credentials = { accountSid, authToken: "tok" };

afterEach(() => void vi.unstubAllEnvs());

/** Where the three products' requests go: everything before the operation's path. */
async function basesOf(options: ClientOptions): Promise<string[]> {
  const { fetch, sent } = stepping(noContent());
  const client = createClient({ ...credentials, ...options, fetch });
  const services = [client.conversations.v1, client.chat.v2, client.ipMessaging.v2].map((product) =>
    product.services(serviceSid),
  );
  for (const { bindings } of services) await bindings(bindingSid()).remove();
  return sent.map(({ text }, index) => {
    const path = `/${index === 0 ? "v1" : "v2"}/Services/${serviceSid}/Bindings/${bindingSid()}`;
    expect(text.endsWith(path)).toBe(true);
    expect(new URL(text).pathname.endsWith(path)).toBe(true);
    return text.slice(0, -path.length);
  });
}

const hosts = (suffix: string) =>
  ["conversations", "chat", "ip-messaging"].map((product) => `https://${product}.${suffix}twilio.com`);

describe("requests go to", () => {
  it.each([
    ["the plain hosts", {}, hosts("")],
    ["the region's own edge", { region: "ie1" }, hosts("dublin.ie1.")],
    ["the own edge of us1", { region: "us1" }, hosts("ashburn.us1.")],
    ["the own edge of au1", { region: "au1" }, hosts("sydney.au1.")],
    [
      "the edge that is given, in a region without one of its own",
      { edge: "umatilla", region: "us2" },
      hosts("umatilla.us2."),
    ],
    ["edge and region's", { edge: "dublin", region: "ie1" }, hosts("dublin.ie1.")],
    ["the edge's, in us1", { edge: "sydney" }, hosts("sydney.us1.")],
    ["the base URL", { baseUrl: "http://127.0.0.1:4010" }, Array<string>(3).fill("http://127.0.0.1:4010")],
    ["the base URL, whatever its end", { baseUrl: "http://h/" }, Array<string>(3).fill("http://h")],
    ["a base URL with a path", { baseUrl: "https://h/a/b//" }, Array<string>(3).fill("https://h/a/b")],
    [
      "the base URL, not the region",
      { baseUrl: "https://h", region: "ie1" },
      Array<string>(3).fill("https://h"),
    ],
  ])("%s", async (_, options, expected) => {
    expect(await basesOf(options)).toEqual(expected);
  });

  it("what the environment says", async () => {
    vi.stubEnv("TWILIO_REGION", "ie1");
    expect(await basesOf({})).toEqual(hosts("dublin.ie1."));
    vi.stubEnv("TWILIO_EDGE", "frankfurt");
    expect(await basesOf({})).toEqual(hosts("frankfurt.ie1."));
    expect(await basesOf({ region: "au1", edge: "sydney" })).toEqual(hosts("sydney.au1."));
    vi.stubEnv("TWILIO_BINDINGS_BASE_URL", "http://127.0.0.1:4010");
    expect(await basesOf({})).toEqual(Array(3).fill("http://127.0.0.1:4010"));
    expect(await basesOf({ baseUrl: "http://h" })).toEqual(Array(3).fill("http://h"));
  });

  it("the plain hosts where the environment's variables are empty", async () => {
    for (const name of ["TWILIO_REGION", "TWILIO_EDGE", "TWILIO_BINDINGS_BASE_URL"]) vi.stubEnv(name, "");
    expect(await basesOf({})).toEqual(hosts(""));
  });
});

describe("a region whose own edge is not known", () => {
  it.each(["de1", "IE1", "us-1", "constructor", "__proto__"])("%s needs an edge", (region) => {
    const { parameter, message } = thrown(() => createClient({ ...credentials, region }), ValidationError);
    expect(parameter).toMatch(/^(edge|region)$/);
    expect(message).not.toContain(region);
  });

  it("does not matter under a base URL", async () => {
    expect(await basesOf({ region: "de1", baseUrl: "http://h" })).toEqual(Array(3).fill("http://h"));
  });
});

describe("createClient throws ValidationError for", () => {
  const labels = [
    "",
    " ",
    "a.b",
    "evil.example/",
    "evil.example#",
    "ie1?",
    "a@b",
    "a:1",
    "-a",
    "a-",
    "ä",
    "a\n",
    "a/../b",
    5,
  ];
  const urls = [
    ...[
      "",
      "127.0.0.1:4010",
      "/path",
      "ftp://h",
      "file:///etc",
      "javascript:alert(1)",
      "data:,x",
      "http://",
      "//h",
    ],
    ...[
      "https://user@h",
      "https://user:password@h",
      "https://h?x=1",
      "https://h#x",
      "https://h/?x",
      "https://h/#/x",
    ],
  ];

  it.each(labels)("%j for region or edge", (label) => {
    for (const name of ["region", "edge"]) {
      const make = () => createClient({ ...credentials, [name]: label });
      expect(thrown(make, ValidationError).parameter).toBe(name);
    }
  });

  it.each(urls)("%j for baseUrl", (baseUrl) => {
    expect(thrown(() => createClient({ ...credentials, baseUrl }), ValidationError).parameter).toBe(
      "baseUrl",
    );
  });

  it.each([
    ["TWILIO_REGION", "a/b"],
    ["TWILIO_EDGE", "a.b"],
    ["TWILIO_BINDINGS_BASE_URL", "ftp://h"],
  ])("%s=%s in the environment", (name, value) => {
    vi.stubEnv(name, value);
    expect(() => createClient(credentials)).toThrow(ValidationError);
  });
});

it.each(["https://h?", "https://h/?", "https://h/#", "https://h/a?#"])(
  "an empty query or fragment of the base URL %j does not swallow the path",
  async (baseUrl) => {
    let client;
    const { fetch, sent } = stepping(noContent());
    try {
      client = createClient({ ...credentials, baseUrl, fetch });
    } catch (error) {
      expect(error).toBeInstanceOf(ValidationError);
      return;
    }
    await client.conversations.v1.services(serviceSid).bindings(bindingSid()).remove();
    expect(sent[0]?.url.pathname).toContain(`/v1/Services/${serviceSid}/Bindings/${bindingSid()}`);
  },
);
