/** Takes a published version of Twilio's documents for the accepted one. See docs/drift-check.md. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { accept } from "./drift/accept.ts";
import { projectAt } from "./drift/documents.ts";
import { messageOf } from "./drift/errors.ts";
import { readLock } from "./drift/lock.ts";
import { fetchRelease } from "./drift/tarball.ts";

try {
  const { values } = parseArgs({
    options: {
      version: { type: "string", default: "latest" },
      project: { type: "string", default: resolve(import.meta.dirname, "..") },
    },
  });
  const project = projectAt(resolve(values.project));
  const pinned = readLock(project.lock);
  const release = await fetchRelease(pinned.package, values.version);
  const { version } = await accept(project, pinned.package, release);
  process.stdout.write(`Accepted ${pinned.package} ${version} (was ${pinned.version}). Now run spec:diff.\n`);
} catch (error) {
  process.stderr.write(`spec:accept failed: ${messageOf(error)}\n`);
  process.exitCode = 2;
}
