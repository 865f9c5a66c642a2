/**
 * `npm run docs:code`: records what the command line prints, and writes the code of `examples/` into the Markdown.
 * `-- --check` only says whether both are fresh.
 */
import { fileURLToPath } from "node:url";
import { updateCode } from "./docs/code-blocks.ts";
import { updateTranscripts } from "./docs/transcripts.ts";

const check = process.argv.includes("--check");
const root = fileURLToPath(new URL("..", import.meta.url));
const stale = [...(await updateTranscripts(root, { check })), ...(await updateCode(root, { check }))];
for (const document of stale) console.log(`${check ? "Stale" : "Written"}: ${document.replace(root, "")}`);
if (check && stale.length > 0) process.exitCode = 1;
