#!/usr/bin/env node
import { run } from "./emulator/command/run.ts";

const ended = new Promise((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, resolve);
});
// Whoever reads the output may stop reading; that is no reason to stop listening.
process.stdout.on("error", () => undefined);
process.exitCode = await run(process.argv.slice(2), ended);
