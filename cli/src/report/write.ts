import { open, rm, writeFile } from "node:fs/promises";
import { UsageError } from "../errors.ts";
import { type Format, createRowWriter } from "../output/formats.ts";
import type { Session } from "../session.ts";
import { createStyler } from "../terminal/styles.ts";
import type { Report } from "./report.ts";
import { reportColumns, rowsOf } from "./rows.ts";
import { renderTerminal } from "./terminal.ts";

/** Writes a report to standard output. */
export async function writeReport(report: Report, format: Format, { out }: Session): Promise<void> {
  if (format === "json") return out.write(`${JSON.stringify(report, undefined, 2)}\n`);
  if (format === "table") {
    const width = out.isTerminal ? out.width : undefined;
    return out.write(renderTerminal(report, { width, style: createStyler(out.stream) }));
  }
  const writer = createRowWriter(format, out, { columns: reportColumns });
  for (const row of rowsOf(report)) await writer.write(row);
  await writer.end();
}

/** Checks that a page can be written, before the time is spent to list. What is there stays. @throws UsageError */
export async function assertWritable(file: string): Promise<void> {
  const tryMode = async (mode: "wx" | "a") => (await open(file, mode)).close();
  try {
    await tryMode("wx");
    await rm(file);
  } catch (error) {
    const failed = codeOf(error) === "EEXIST" ? await tryMode("a").catch(codeOf) : codeOf(error);
    if (failed !== undefined) throw new UsageError(`--html: cannot write ${file} (${failed})`);
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? "unwritable";

/** Writes a report as a page. */
export async function writePage(report: Report, file: string, { notes }: Session): Promise<void> {
  // What a page is made of is loaded only where one is wanted.
  const [{ renderPage }, { assets }] = await Promise.all([import("./page.ts"), import("./assets.ts")]);
  await writeFile(file, renderPage(report, assets));
  notes.info(`Wrote ${file}`);
}
