import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { keysOf } from "../openapi/pointer.ts";

const IMPACTS = ["major", "minor", "patch"] as const;

/** A change of a document, rated by what it means for its users. */
export interface Change {
  readonly impact: (typeof IMPACTS)[number];
  readonly text: string;
}

/** A change as `redocly diff --format json` reports it. */
interface ReportedChange {
  readonly impact: Change["impact"];
  readonly kind: string;
  readonly property?: string;
  readonly base?: { readonly pointer: string };
  readonly revision?: { readonly pointer: string };
  readonly verdicts: readonly { readonly message: string }[];
}

const run = promisify(execFile);
const project = join(import.meta.dirname, "../..");
const TEXTS = ["summary", "description", "example", "examples"];

/** The changes between two folders of bundled documents, gravest first, by the documents that share them. */
export async function changesBetween(base: string, revision: string): Promise<[Change, string[]][]> {
  const [before, after] = await Promise.all([documentsIn(base), documentsIn(revision)]);
  const names = [...new Set([...before, ...after])].sort();
  const shared = new Map<string, [Change, string[]]>();
  const changes = await Promise.all(names.map(changesOf));
  for (const [index, name] of names.entries()) {
    for (const change of changes[index] ?? []) {
      const entry = shared.get(change.text) ?? [change, []];
      entry[1].push(name);
      shared.set(change.text, entry);
    }
  }
  const rank = ([{ impact }]: [Change, string[]]) => IMPACTS.indexOf(impact);
  return [...shared.values()].sort((a, b) => rank(a) - rank(b));

  async function changesOf(name: string): Promise<Change[]> {
    if (!before.includes(name)) return [{ impact: "minor", text: "new document" }];
    if (!after.includes(name)) return [{ impact: "major", text: "document removed" }];
    return diff(join(base, `${name}.json`), join(revision, `${name}.json`));
  }
}

async function documentsIn(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".json"));
  return files.map((file) => file.replace(/\.json$/, ""));
}

async function diff(base: string, revision: string): Promise<Change[]> {
  const cli = join(project, "node_modules/@redocly/cli/bin/cli.js");
  const options = [
    "--format",
    "json",
    "--fail-on",
    "none",
    "--config",
    join(project, "openapi/redocly.yaml"),
  ];
  const { stdout } = await run(process.execPath, [cli, "diff", base, revision, ...options], {
    maxBuffer: 2 ** 26,
    env: { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
  });
  const { changes } = JSON.parse(stdout) as { changes: ReportedChange[] };
  const texts = changes.filter(isText);
  return [
    ...changes
      .filter((change) => !isText(change))
      .map((change) => ({ impact: change.impact, text: told(change) })),
    ...(texts.length > 0
      ? [{ impact: "patch" as const, text: `descriptions or examples: ${texts.length}` }]
      : []),
  ];
}

function isText({ impact, property }: ReportedChange): boolean {
  return impact === "patch" && property !== undefined && TEXTS.includes(property);
}

/** Where the change is, and what it is: `parameters/PageSize/schema/maximum`: Upper bound changed …. */
function told({ base, revision, kind, verdicts }: ReportedChange): string {
  const messages = verdicts.map(({ message }) => message);
  return `${placeOf(revision?.pointer ?? base?.pointer ?? "")}: ${messages.length > 0 ? messages.join(" ") : kind}`;
}

function placeOf(pointer: string): string {
  const [root, ...keys] = keysOf(pointer.replace(/^#/, ""));
  if (root === "components") return `\`${keys.join("/")}\``;
  const [path, method, ...rest] = keys;
  if (root !== "paths" || path === undefined) return `\`${pointer}\``;
  return `\`${[method?.toUpperCase(), path, rest.join("/")].filter(Boolean).join(" ")}\``;
}
