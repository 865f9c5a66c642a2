import { expect, it } from "vitest";
import { password, respect } from "../spec/respect.ts";

it("the emulator's responses are what the documents say, in every workflow", async () => {
  const { code, output } = await respect();
  expect(code, output).toBe(0);
  expect(output).toMatch(/Workflows: 4 passed, 4 total\n\s*Steps: 16 passed, 16 total/);
  expect(output).not.toContain(password);
});

it("finds a required property that is missing, and one that is null though it is never to be", async () => {
  const { code, output } = await respect((body, { url = "" }) =>
    url.startsWith("/v1/")
      ? body.replaceAll(/"account_sid": ?"\w+",/g, "")
      : body.replaceAll(/"url": ?"[^"]*"/g, '"url":null'),
  );
  expect(code).toBe(1);
  expect(output).toContain("must have required property 'account_sid'");
  expect(output).toContain("type must be string");
});

it("finds a list that still has what was removed", async () => {
  const first = new Map<string, string>();
  const { code, output } = await respect((body, { url = "" }) => {
    if (!url.includes("Bindings/BS") && !first.has(url)) first.set(url, body);
    return first.get(url) ?? body;
  });
  expect(code).toBe(1);
  expect(output).toMatch(/Failed tests info[^]*list-again/);
  expect(output).toContain("Steps: 14 passed, 2 failed, 16 total");
});
