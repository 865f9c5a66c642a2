/** Whether this is `npm run test:long`, whose project in vitest.config.ts says so; `npm test` is smaller. */
const isLong = process.env["TEST_SIZE"] === "long";

/** A size for each: of `npm test`, which is over soon, and of `npm run test:long`. */
export function sized(moderate: number, long: number): number {
  return isLong ? long : moderate;
}
