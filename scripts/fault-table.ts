// Runs the fault table against this SDK and the official library, prints it and writes docs/faults.md.
import { mkdir, writeFile } from "node:fs/promises";
import { format } from "prettier";
import { type Row, faultCases, libraries, measure } from "../test/faults/table.ts";

const file = new URL("../docs/faults.md", import.meta.url);

const rows: Row[] = [];
// One after the other, so that no case waits for the processor when its time is taken.
for (const faultCase of faultCases) rows.push(await measure(faultCase));
const page = await format(`${introduction()}\n${table(rows)}`, { parser: "markdown" });
await mkdir(new URL(".", file), { recursive: true });
await writeFile(file, page);
process.stdout.write(page);
// The official library's connections may stay open for a while.
process.exit();

function introduction(): string {
  const settings = libraries.map(
    ({ name, version, settings }) => `- \`${name}\` ${version}, with \`${settings}\``,
  );
  return `<!-- Written by \`npm run faults\`. Do not edit. -->

# Faults compared

In each row, a server on this machine misbehaves in one way, and each library makes one call to it. The outcomes are
measured. The cases are in \`test/faults/table/\`, and \`npm test\` runs them.

${settings.join("\n")}

✓ is as wanted, ✗ is not. \`twilio\` retries a 429 only with \`autoRetry\`, so that is on. It accepts no abort signal.
`;
}

function table(measured: readonly Row[]): string {
  const columns = ["Fault", "Wanted", ...libraries.map(({ name }) => `\`${name}\``)];
  const lines = measured.map(({ faultCase: { name, wanted }, outcomes }) => [
    name,
    wanted,
    ...[...outcomes.values()].map(({ asWanted, what }) => `${asWanted ? "✓" : "✗"} ${what}`),
  ]);
  return [columns, columns.map(() => "---"), ...lines].map(row).join("");
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |\n`;
}
