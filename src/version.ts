/** The package's version; a test holds it to package.json. */
export const VERSION = "0.1.0";

/** Names package, version and runtime to the server. */
export function userAgent(): string {
  const { navigator, process } = globalThis as {
    navigator?: { userAgent?: string };
    process?: { versions?: { node?: string } };
  };
  const runtime = navigator?.userAgent ?? (process?.versions?.node && `Node.js/${process.versions.node}`);
  return runtime ? `twilio-bindings/${VERSION} ${runtime}` : `twilio-bindings/${VERSION}`;
}
