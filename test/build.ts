import { fileURLToPath } from "node:url";
import { buildCli } from "../scripts/build/cli.ts";
import { buildCode } from "../scripts/build/code.ts";
import { readManifest } from "../scripts/build/entries.ts";

/** Bundles the sources into `dist/` and `cli/dist/`, for programs that Node runs as users do. Declarations are `npm run compile`'s. */
export default async function build(): Promise<void> {
  // By a step of CI, and other steps read it meanwhile.
  if (process.env["IS_COMPILED"] !== undefined) return;
  const root = fileURLToPath(new URL("..", import.meta.url));
  await Promise.all([buildCode(root, await readManifest(root)), buildCli(root)]);
}
