import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { VERSION, userAgent } from "../src/version.ts";

it("the version that is sent is the package's", async () => {
  const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
  expect(JSON.parse(text)).toMatchObject({ version: VERSION });
  expect(userAgent()).toContain(`twilio-bindings/${VERSION}`);
});
