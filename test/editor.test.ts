// What an editor shows, asked of the language service that editors ask.
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const file = join(root, "test/__editor.ts");

const hovered: readonly (readonly [name: string, call: string, description: string])[] = [
  ["identity", 'bindings.list({ identity: "a" })', "Returns only bindings of the"],
  ["limit", "bindings.list({ limit: 5 })", "Maximum number of bindings"],
  ["identity", 'bindings.removeAll({ identity: "a" })', "Returns only bindings of the"],
  ["identity", 'bindings.removeAll({ all: true, identity: "a" })', "Returns only bindings of the"],
  ["bindingType", 'bindings.removeAll({ filter: () => true, bindingType: "gcm" })', "Returns only bindings"],
  ["filter", "bindings.removeAll({ filter: () => true })", "Called once with each binding"],
  ["all", "bindings.removeAll({ all: true })", "Selects all bindings"],
  ["atMost", "bindings.removeAll({ all: true, atMost: 5 })", "removes nothing and rejects"],
  ["onProgress", "bindings.removeAll({ all: true, onProgress: () => {} })", "Called after each binding"],
  ["timeout", "bindings.removeAll({ all: true, timeout: 5 })", "Time limit of one attempt"],
];

const wrong: readonly (readonly [mistake: string, call: string])[] = [
  ["removeAll that selects nothing", "bindings.removeAll({})"],
  ["removeAll that selects nothing, with other options", "bindings.removeAll({ dryRun: true, atMost: 5 })"],
  ["a filter that may be undefined", "bindings.removeAll({ identity: maybe })"],
  ["a misspelt option of removeAll", "bindings.removeAll({ all: true, dryrun: true })"],
  ["a binding type that there is not", 'bindings.removeAll({ bindingType: "sms" })'],
  ["a literal SID of another kind", `bindings("IS${"a".repeat(32)}")`],
  ["a typed SID of another kind", "bindings(serviceSid)"],
  ["a SID of one of two kinds", "bindings(either)"],
  ["what is neither options nor a callback", "bindings.each(5)"],
];

const unfinished = 'bindings.removeAll({ identity: "a",  })';

const program = `
import type { BindingSid, Client, ServiceSid } from "../src/index.ts";
declare const client: Client;
declare const maybe: string | undefined;
declare const serviceSid: ServiceSid;
declare const either: BindingSid | ServiceSid;
const { bindings } = client.conversations.v1.services(serviceSid);
${[...hovered, ...wrong].map(([, call]) => `void ${call};`).join("\n")}
void ${unfinished};
`;

const read = (name: string) => (name === file ? program : ts.sys.readFile(name));
const service = ts.createLanguageService({
  directoryExists: (name) => ts.sys.directoryExists(name),
  fileExists: (name) => name === file || ts.sys.fileExists(name),
  readFile: read,
  getScriptFileNames: () => [file],
  getScriptVersion: () => "",
  getScriptSnapshot: (name) => {
    const text = read(name);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => root,
  // As in most projects, without exactOptionalPropertyTypes.
  getCompilationSettings: () => ({
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  }),
  getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
});
const errors = service.getSemanticDiagnostics(file);

const positionOf = (call: string) => program.indexOf(`void ${call};`);

describe("hovering over an option shows its description", () => {
  it.each(hovered)("%s of %s", (name, call, description) => {
    const position = program.indexOf(name, positionOf(call));
    const info = service.getQuickInfoAtPosition(file, position);
    expect(ts.displayPartsToString(info?.documentation)).toContain(description);
  });
});

it("the options of removeAll are proposed while they are written", () => {
  const position = positionOf(unfinished) + "void ".length + unfinished.length - " })".length;
  const proposed = service.getCompletionsAtPosition(file, position, {})?.entries ?? [];
  const names = proposed.map(({ name }) => name.replace(/\?$/, ""));
  expect(names).toEqual(expect.arrayContaining(["bindingType", "filter", "all", "dryRun", "timeout"]));
  expect(names).not.toContain("identity");
});

describe("an error in the editor is there, and short", () => {
  it.each(wrong)("for %s", (_, call) => {
    const start = positionOf(call);
    const here = errors.filter(
      (error) => start <= Number(error.start) && Number(error.start) < start + call.length + 6,
    );
    const [text = "", ...others] = here.map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, "\n"),
    );
    expect(others).toEqual([]);
    expect(text).not.toBe("");
    expect(text.split("\n").length).toBeLessThanOrEqual(2);
    expect(text.length).toBeLessThanOrEqual(330);
  });

  it("and there is no other", () => {
    expect(errors).toHaveLength(wrong.length);
  });
});
