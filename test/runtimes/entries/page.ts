import { runsIn } from "../cases/index.ts";
import { withoutSockets } from "../cases/platform.ts";
import { inProcess } from "../cases/fixture.ts";

async function runAll() {
  const results: { name: string; error?: string }[] = [];
  for (const { name, run } of runsIn([inProcess], withoutSockets)) {
    const error = await run().then(
      () => undefined,
      (reason: unknown) => (reason instanceof Error ? String(reason.stack) : String(reason)),
    );
    results.push({ name, ...(error !== undefined && { error }) });
  }
  return results;
}

Object.assign(globalThis, { runAll });
