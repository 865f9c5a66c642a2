import { fileURLToPath } from "node:url";
import { createLogger } from "@stoplight/prism-core";
import { type IHttpConfig, getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";
import { config as drift } from "../../scripts/drift/config.ts";
import { readLock } from "../../scripts/drift/lock.ts";
import { projectAt } from "../../scripts/drift/project.ts";
import { pinnedRelease } from "../../scripts/drift/tarball.ts";
import type { DocumentName } from "../../src/emulator/index.ts";

/** Prism on a document that Twilio publishes. */
export interface Prism {
  /** Answers by itself, with the document's examples. */
  readonly mock: string;
  /** Passes requests on to the emulator, and notes in a header what the document does not allow in the answers. */
  readonly proxy: string;
  close(): Promise<unknown>;
}

/** Starts Prism on each published document, a mock and a proxy before the emulator at `upstream`. */
export async function startPrism(upstream: string): Promise<Record<DocumentName, Prism>> {
  const project = projectAt(fileURLToPath(new URL("../../", import.meta.url)), drift);
  const { texts } = await pinnedRelease(project, readLock(project));
  const shared = {
    validateRequest: true,
    validateResponse: true,
    checkSecurity: true,
    errors: false,
    upstreamProxy: undefined,
    mock: { dynamic: false },
  };
  const start = async ([name, text]: [string, string]) => {
    const operations = await getHttpOperationsFromSpec(JSON.parse(text) as object);
    const serve = (config: IHttpConfig) =>
      createServer(operations, {
        cors: false,
        config,
        components: { logger: createLogger(name, { enabled: false }) },
      });
    const mock = serve({ ...shared, isProxy: false });
    // The emulator sees every request, also the bad ones: the mock is what judges those.
    const proxy = serve({ ...shared, validateRequest: false, isProxy: true, upstream: new URL(upstream) });
    const one: Prism = {
      mock: await mock.listen(0, "127.0.0.1"),
      proxy: await proxy.listen(0, "127.0.0.1"),
      close: () => Promise.all([mock.close(), proxy.close()]),
    };
    return [name, one] as const;
  };
  return Object.fromEntries(await Promise.all([...texts].map(start))) as Record<DocumentName, Prism>;
}
