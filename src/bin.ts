#!/usr/bin/env node
import { onPackageRunnerEnd } from "./emulator/command/parent.ts";
import { run } from "./emulator/command/run.ts";

const ended = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => ended.abort());
onPackageRunnerEnd(() => ended.abort());
// Whoever reads the output may stop reading; that is no reason to stop listening.
process.stdout.on("error", () => undefined);
process.exitCode = await run(process.argv.slice(2), ended.signal);
