/** Compares our documents with the published ones. See docs/drift-check.md. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { isClean } from "./drift/check.ts";
import { config } from "./drift/config.ts";
import { CheckError, messageOf } from "./drift/errors.ts";
import { type Project, projectAt } from "./drift/project.ts";
import { FORMATS, type Format, formatReport } from "./drift/report.ts";
import { runCheck } from "./drift/run.ts";
import type { Choice } from "./drift/source.ts";

const USAGE = `npm run -s spec:diff -- [--published PATH|URL] [--latest] [--format ${FORMATS.join("|")}]`;

interface Options {
  readonly choice: Choice;
  readonly format: Format;
  readonly project: Project;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      published: { type: "string" },
      latest: { type: "boolean", default: false },
      format: { type: "string", default: "text" },
      // The directory that contains openapi/, for tests.
      project: { type: "string", default: resolve(import.meta.dirname, "..") },
    },
  });
  const format = FORMATS.find((each) => each === values.format);
  if (format === undefined) throw new CheckError(`--format: expected one of ${FORMATS.join(", ")}`);
  if (values.latest && values.published !== undefined) {
    throw new CheckError("--latest and --published exclude each other");
  }
  const choice: Choice =
    values.published !== undefined ? { place: values.published } : values.latest ? "latest" : "pinned";
  return { choice, format, project: projectAt(resolve(values.project), config) };
}

try {
  const { choice, format, project } = readOptions();
  const report = await runCheck(project, choice);
  const text = formatReport(report, format, config);
  if (text !== "") process.stdout.write(`${text}\n`);
  process.exitCode = isClean(report) ? 0 : 1;
} catch (error) {
  const isUsage = error instanceof TypeError && "code" in error;
  process.stderr.write(`spec:diff could not check: ${messageOf(error)}\n${isUsage ? `${USAGE}\n` : ""}`);
  process.exitCode = 2;
}
