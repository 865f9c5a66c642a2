/** Pins a reviewed version of the published documents. See docs/drift-check.md. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { recordAcceptedVersion } from "./changelog/accepted-version.ts";
import { accept } from "./drift/accept.ts";
import { config } from "./drift/config.ts";
import { messageOf } from "./drift/errors.ts";
import { readLock } from "./drift/lock.ts";
import { projectAt } from "./drift/project.ts";
import { fetchRelease, pinnedRelease } from "./drift/tarball.ts";

try {
  const { values } = parseArgs({
    options: {
      version: { type: "string", default: "latest" },
      project: { type: "string", default: resolve(import.meta.dirname, "..") },
    },
  });
  const project = projectAt(resolve(values.project), config);
  const pinned = readLock(project);
  const isPinned = pinned.package === config.package && pinned.version === values.version;
  const release = await (isPinned ? pinnedRelease(project, pinned) : fetchRelease(config, values.version));
  const { version } = await accept(project, release);
  await recordAcceptedVersion(resolve(values.project));
  process.stdout.write(`Accepted ${config.package} ${version} (was ${pinned.version}). Now run spec:diff.\n`);
} catch (error) {
  process.stderr.write(`spec:accept failed: ${messageOf(error)}\n`);
  process.exitCode = 2;
}
