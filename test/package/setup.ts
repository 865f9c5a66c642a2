import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import type { TestProject } from "vitest/node";
import manifest from "../../package.json" with { type: "json" };
import { installTools, packedConsumer } from "../support/packed.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A project with the packed package installed. */
    readonly directory: string;
    readonly tarball: string;
  }
}

const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const { "@types/node": typesNode, "openapi-fetch": openapiFetch } = manifest.devDependencies;

/** Packs once, for all tests. */
export default async function setup(project: TestProject) {
  const [consumer] = await Promise.all([
    packedConsumer([`@types/node@${typesNode}`, `openapi-fetch@${openapiFetch}`]),
    installTools(folder("tools")),
  ]);
  await cp(folder("consumers"), join(consumer.directory, "consumers"), { recursive: true });
  const scene = join(consumer.directory, "consumers/javascript/scene.js");
  const { code } = await transform(await readFile(scene, "utf8"), { format: "cjs" });
  await writeFile(scene.replace(".js", ".cjs"), code);
  project.provide("directory", consumer.directory);
  project.provide("tarball", consumer.tarball);
  return () => consumer.remove();
}
