/** The package's version; a test holds it to package.json. */
export const VERSION = "0.1.0";

/** Names package, version and runtime to the server, and what the caller adds. */
export function userAgent(added?: string): string {
  const { navigator, process } = globalThis as {
    navigator?: { userAgent?: string };
    process?: { versions?: { node?: string } };
  };
  const runtime = navigator?.userAgent ?? (process?.versions?.node && `Node.js/${process.versions.node}`);
  return [`twilio-bindings/${VERSION}`, runtime, added].filter(Boolean).join(" ");
}
