import { expect, it } from "vitest";

it("the recipe for nock runs; it asserts by itself", async () => {
  const recipe = new URL("../../examples/guides/testing-with-nock.ts", import.meta.url);
  await expect(import(recipe.href)).resolves.toBeDefined();
});
