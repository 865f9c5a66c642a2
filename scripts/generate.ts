/**
 * Writes generated/ from openapi/, and from nothing else.
 *
 *   npm run generate                write
 *   npm run generate -- --check     only say what is stale; exit 1 if anything is
 *
 * `--openapi DIR` and `--out DIR` name other folders than the project's own. Exit 2: the documents cannot be used.
 */
import { runGenerate } from "./generate/command.ts";

process.exitCode = await runGenerate(process.argv.slice(2));
