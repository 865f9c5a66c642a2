// The little that the entries use of runtimes whose own types would clash with Node's.

declare module "bun:test" {
  export function test(name: string, run: () => Promise<void>): void;
}

declare const Deno: { test(name: string, run: () => Promise<void>): void };

/** Put in by the bundler: where `emulations.ts` listens. */
declare const CONTROL_URL: string;
