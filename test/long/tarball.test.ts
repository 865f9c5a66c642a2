import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { config } from "../../scripts/drift/config.ts";
import { fetchRelease, integrityOf } from "../../scripts/drift/tarball.ts";
import { NAMES, write } from "../drift/project.ts";

const PUBLISHED = { ...config, package: "published" };
let tarball: Buffer;
beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), "package-"));
  write(join(root, "package.json"), JSON.stringify({ name: "published", version: "2.0.0" }));
  for (const file of Object.values(config.documents)) write(join(root, config.directory, file), `"${file}"`);
  execFileSync("npm", ["pack", "--loglevel=error"], { cwd: root });
  tarball = readFileSync(join(root, "published-2.0.0.tgz"));
  rmSync(root, { recursive: true });
});

/** Starts a registry with one version of one package, for this test. */
async function startRegistry(integrity = integrityOf(tarball)): Promise<void> {
  const server = createServer(({ url }, response) => {
    const dist = { tarball: `${registry}published.tgz`, integrity };
    const versions = { "2.0.0": { name: "published", version: "2.0.0", dist } };
    const packument = { name: "published", "dist-tags": { latest: "2.0.0" }, versions };
    response.end(url === "/published.tgz" ? tarball : JSON.stringify(packument));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const cache = mkdtempSync(join(tmpdir(), "npm-cache-"));
  vi.stubEnv("npm_config_registry", registry);
  vi.stubEnv("npm_config_cache", cache);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
    rmSync(cache, { recursive: true, force: true });
  });
}

it("reads version, integrity and documents from the tarball", async () => {
  await startRegistry();
  const release = await fetchRelease(PUBLISHED, "latest");
  expect(release).toMatchObject({ version: "2.0.0", integrity: integrityOf(tarball) });
  expect([...release.texts]).toEqual(NAMES.map((name) => [name, `"${config.documents[name] ?? ""}"`]));
});

it("throws for a tarball with another integrity than the pinned one", async () => {
  await startRegistry();
  await expect(fetchRelease(PUBLISHED, "2.0.0", "sha512-other")).rejects.toThrow(/unexpected integrity/);
});

it("throws for a tarball with another integrity than the registry's", async () => {
  await startRegistry(integrityOf("other"));
  await expect(fetchRelease(PUBLISHED, "2.0.0")).rejects.toThrow(
    /cannot be fetched \(npm error code EINTEGRITY/,
  );
});

it("throws for a version that does not exist", async () => {
  await startRegistry();
  await expect(fetchRelease(PUBLISHED, "3.0.0")).rejects.toThrow(/published@3\.0\.0 .*ETARGET/);
});

it("throws for a package without the documents", async () => {
  await startRegistry();
  await expect(fetchRelease({ ...PUBLISHED, directory: "elsewhere" }, "2.0.0")).rejects.toThrow(/ENOENT/);
});
