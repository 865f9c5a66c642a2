import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
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

/** Packs once, for all tests. */
export default async function setup(project: TestProject) {
  await installTools(folder("tools"));
  const consumer = await packedConsumer([`@types/node@${manifest.devDependencies["@types/node"]}`]);
  await cp(folder("consumers"), join(consumer.directory, "consumers"), { recursive: true });
  project.provide("directory", consumer.directory);
  project.provide("tarball", consumer.tarball);
  return () => consumer.remove();
}
