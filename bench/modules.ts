import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const exec = promisify(execFile);

/** What V8 notes down when it is asked for coverage. */
interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

/** How many modules Node loads for a program, itself not counted: the coverage that V8 writes names each. */
export async function countModules(file: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "twilio-bindings-modules-"));
  try {
    await exec(process.execPath, [file], { env: { NODE_V8_COVERAGE: folder } });
    const [name = ""] = await readdir(folder);
    const { result } = JSON.parse(await readFile(join(folder, name), "utf8")) as Coverage;
    return result.filter(({ url }) => url.startsWith("file:")).length - 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
