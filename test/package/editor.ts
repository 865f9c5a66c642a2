import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { consumers, tool } from "./installed.ts";

interface Definition {
  readonly file: string;
  readonly start: { readonly line: number; readonly offset: number };
}

interface Message {
  readonly type: string;
  readonly command?: string;
  readonly message?: string;
  readonly body?: readonly Definition[];
}

/** Where an editor goes from imported names, asked of TypeScript's own server for editors. */
export async function definitionsOf(names: readonly string[], from: string) {
  const folder = await mkdtemp(join(consumers, "editor-"));
  const file = join(folder, "imports.ts");
  const configuration = { compilerOptions: { module: "nodenext" }, files: ["imports.ts"] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(configuration));
  const imports = names.map((name) => `import { type ${name} } from "${from}";\n`);
  await writeFile(file, imports.join(""));
  const server = spawn(process.execPath, [tool("typescript-5.9/lib/tsserver.js")]);
  const ask = (command: string, seq: number, args: object) =>
    server.stdin.write(`${JSON.stringify({ seq, type: "request", command, arguments: args })}\n`);
  ask("open", 0, { file });
  const offset = "import { type ".length + 1;
  for (const index of names.keys()) ask("definition", index + 1, { file, line: index + 1, offset });
  try {
    const definitions: { file: string; line: string | undefined }[] = [];
    for await (const line of createInterface(server.stdout)) {
      if (!line.startsWith("{")) continue;
      const { type, command, body, message } = JSON.parse(line) as Message;
      if (type !== "response" || command !== "definition") continue;
      const [definition] = body ?? [];
      if (definition === undefined) throw new Error(message ?? "no definition");
      const lines = readFileSync(definition.file, "utf8").split("\n");
      // Requests are answered in their order.
      definitions.push({ file: definition.file, line: lines[definition.start.line - 1] });
      if (definitions.length === names.length) return definitions;
    }
    throw new Error("tsserver ended without an answer");
  } finally {
    server.kill();
  }
}
