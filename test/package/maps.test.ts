import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { output } from "../support/processes.ts";
import { consumers, directory, files, home, read } from "./installed.ts";
import { maps, traced } from "./maps.ts";
import { definitionsOf } from "./editor.ts";

const declared = /^(?:export )?(?:declare )?(?:function|class|interface|type|const) (?=([\w$]+))/;

/** Whether a file holds more than what it takes from others and hands on. */
function hasCode(file: string): boolean {
  return (
    read(file)
      .replaceAll(/^(?:import|export) (?:\{[^}]*\} from )?"[^"]*";|^export \{[^}]*\};|^\/\/.*/gm, "")
      .trim() !== ""
  );
}

describe("maps", () => {
  it("name sources that are in the package or in the map", () => {
    expect(maps.length).toBeGreaterThan(0);
    const lost = maps.flatMap(({ file, sources }) =>
      sources.filter(({ text }) => text === undefined).map((source) => `${file}: ${source.file}`),
    );
    expect(lost).toEqual([]);
  });

  it("are all in use", () => {
    const used = maps.map(({ file }) => file);
    expect(files.filter((file) => file.endsWith(".map") && !used.includes(file))).toEqual([]);
  });

  it("point to places that exist", () => {
    for (const map of maps) {
      const places = traced(map);
      expect(places.length > 0, map.file).toBe(hasCode(map.generated));
      expect(places.filter(({ text }) => text === undefined).length, map.file).toBe(0);
    }
  });

  it("lead from every declared name to the same name in the source", () => {
    let checked = 0;
    for (const map of maps.filter(({ generated }) => generated.endsWith(".d.ts"))) {
      const places = new Map(
        traced(map).map(({ generatedLine, generatedColumn, text }) => [
          `${generatedLine}:${generatedColumn}`,
          text,
        ]),
      );
      for (const [index, line] of read(map.generated).split("\n").entries()) {
        const [before, name] = declared.exec(line) ?? [];
        if (before === undefined) continue;
        checked += 1;
        const source = places.get(`${index + 1}:${before.length}`) ?? "";
        expect(/^[\w$]+/.exec(source)?.[0], `${map.generated}:${index + 1}`).toBe(name);
      }
    }
    expect(checked).toBeGreaterThan(0);
  });
});

describe("a user", () => {
  it("sees the source in a stack", async () => {
    const program = join(consumers, "stack.js");
    await writeFile(
      program,
      `import { parseBindingSid } from "twilio-bindings";
      try { parseBindingSid("no"); } catch (error) { console.log(error.stack); }`,
    );
    const stack = await output(process.execPath, ["--enable-source-maps", program], { cwd: directory });
    const [, file = "", line] = /\(?(?:file:\/\/)?(\/[^():]+\.ts):(\d+):\d+\)?/.exec(stack) ?? [];
    const source = maps.flatMap(({ sources }) => sources).find((one) => join(home, one.file) === file);
    expect(source?.text?.split("\n")[Number(line) - 1], stack).toContain("throw new InvalidSidError");
  });

  it("goes in the editor from a name to its source", async () => {
    const names = {
      createClient: "function createClient",
      isBindingSid: "const isBindingSid",
      Page: "interface Page",
    };
    const definitions = await definitionsOf(Object.keys(names), "twilio-bindings");
    for (const [index, text] of Object.values(names).entries()) {
      const { file = "", line } = definitions[index] ?? {};
      expect(file).toMatch(/node_modules\/twilio-bindings\/.*(?<!\.d)\.ts$/);
      expect(line).toContain(text);
    }
  });
});
