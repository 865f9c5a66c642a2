/** Compares our documents with those that Twilio publishes. See docs/drift-check.md. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { isClean } from "./drift/check.ts";
import { projectAt } from "./drift/documents.ts";
import { CheckError, messageOf } from "./drift/errors.ts";
import { FORMATS, type Format, formatReport } from "./drift/report.ts";
import { runCheck } from "./drift/run.ts";
import type { Choice } from "./drift/source.ts";

const USAGE = `npm run -s spec:diff -- [--published PATH|URL] [--latest] [--format ${FORMATS.join("|")}]`;

interface Options {
  readonly choice: Choice;
  readonly format: Format;
  readonly root: string;
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      published: { type: "string" },
      latest: { type: "boolean", default: false },
      format: { type: "string", default: "text" },
      // The directory that holds openapi/: another project's, for tests.
      project: { type: "string", default: resolve(import.meta.dirname, "..") },
    },
  });
  const format = FORMATS.find((each) => each === values.format);
  if (format === undefined) throw new CheckError(`unknown format ${values.format}`);
  if (values.latest && values.published !== undefined) {
    throw new CheckError("--latest and --published are two sources: choose one");
  }
  const choice: Choice =
    values.published !== undefined
      ? { kind: "place", place: values.published }
      : { kind: values.latest ? "latest" : "pinned" };
  return { choice, format, root: resolve(values.project) };
}

try {
  const { choice, format, root } = readOptions(process.argv.slice(2));
  const report = await runCheck(projectAt(root), choice);
  const text = formatReport(report, format);
  if (text !== "") process.stdout.write(`${text}\n`);
  process.exitCode = isClean(report) ? 0 : 1;
} catch (error) {
  const isUsage = error instanceof TypeError && "code" in error;
  process.stderr.write(`spec:diff could not check: ${messageOf(error)}\n${isUsage ? `${USAGE}\n` : ""}`);
  process.exitCode = 2;
}
