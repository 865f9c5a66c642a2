import { fileURLToPath } from "node:url";
import { buildCli } from "../../scripts/build/cli.ts";

/** Bundles the command line into `cli/dist/`, for tests that run it. */
export default async function build(): Promise<void> {
  if (process.env["IS_COMPILED"] !== undefined) return;
  await buildCli(fileURLToPath(new URL("../..", import.meta.url)));
}
