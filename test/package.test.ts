import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { VERSION } from "../src/version.ts";

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly scripts: Readonly<Record<string, string>>;
}

const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
const manifest = JSON.parse(text) as Manifest;
const { version, scripts } = manifest;
const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifest;

describe("package.json", () => {
  it("has the version that is sent", () => {
    expect(version).toBe(VERSION);
  });

  it("has the version of the command line, which is released with it", async () => {
    const cli = await readFile(new URL("../cli/package.json", import.meta.url), "utf8");
    expect((JSON.parse(cli) as Manifest).version).toBe(version);
  });

  it("has no runtime dependency, and openapi-fetch as an optional peer at most", () => {
    expect(Object.keys(dependencies)).toEqual([]);
    const required = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
    expect(required).toEqual([]);
  });

  it("has no script that runs when it is installed", () => {
    const names = ["preinstall", "install", "postinstall", "prepare"];
    expect(Object.keys(scripts).filter((name) => names.includes(name))).toEqual([]);
  });
});
