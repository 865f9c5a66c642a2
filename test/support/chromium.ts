import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

// Nothing that calls home at every start, and no page reaches anything but this machine.
const flags = [
  "--no-first-run",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** Headless Chromium: the one of `CHROMIUM`, or Debian's. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no browser at ${executablePath}: install Debian's chromium, or set CHROMIUM to the path of one`,
    );
  }
  // Chromium refuses a sandbox to root, which is what CI's containers mostly are.
  return chromium.launch({ executablePath, args: flags, chromiumSandbox: process.getuid?.() !== 0 });
}
