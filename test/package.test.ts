import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { VERSION, userAgent } from "../src/version.ts";

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
const { version, dependencies, scripts } = JSON.parse(text) as Manifest;

describe("package.json", () => {
  it("has the version that is sent", () => {
    expect(version).toBe(VERSION);
    expect(userAgent()).toContain(`twilio-bindings/${VERSION}`);
  });

  it("has openapi-fetch and one more dependency at most", () => {
    const names = Object.keys(dependencies);
    expect(names).toContain("openapi-fetch");
    expect(names.length).toBeLessThanOrEqual(2);
  });

  it("has no script that runs when it is installed", () => {
    const names = ["preinstall", "install", "postinstall", "prepare"];
    expect(Object.keys(scripts).filter((name) => names.includes(name))).toEqual([]);
  });
});
