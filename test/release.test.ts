import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { linkToRelease } from "../scripts/release/readme.ts";

const root = new URL("../", import.meta.url);

it("the README links to what there is, and in a release to the files of the release", async () => {
  const released = linkToRelease(
    await readFile(new URL("README.md", root), "utf8"),
    "https://host/owner/name",
    "1.2.3",
  );
  const targets = [...released.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
  const base = "https://host/owner/name/blob/v1.2.3/";
  const paths = targets
    .filter((target) => target.startsWith(base))
    .map((target) => target.slice(base.length));
  expect(paths).toContain("docs/guides/errors-and-retries.md#in-express");
  expect(paths.filter((path) => !existsSync(new URL(path.replace(/#.*/, ""), root)))).toEqual([]);
  expect(targets.filter((target) => !/^(https:\/\/|#)/.test(target))).toEqual([]);
});

it("leaves other links as they are", () => {
  const text = "[a](https://example.com) [b](#c) [d](mailto:e@example.com) `x](y`";
  expect(linkToRelease(text, "https://host/owner/name", "1.2.3")).toBe(text);
});
