/** `npm run docs:code`: writes the code of `examples/` into the Markdown. `-- --check` only says whether it is fresh. */
import { fileURLToPath } from "node:url";
import { updateCode } from "./docs/code-blocks.ts";

const check = process.argv.includes("--check");
const stale = await updateCode(fileURLToPath(new URL("..", import.meta.url)), { check });
for (const document of stale) console.log(`${check ? "Stale" : "Written"}: ${document}`);
if (check && stale.length > 0) process.exitCode = 1;
