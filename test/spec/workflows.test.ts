import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./copy.ts";

it("the guide names the workflows that there are", async () => {
  const workflows = await readFile(join(root, "openapi/bindings.arazzo.yaml"), "utf8");
  const guide = await readFile(join(root, "docs/openapi.md"), "utf8");
  const names = [...workflows.matchAll(/workflowId: (\S+)/g)].map(([, name = ""]) => name);
  expect(names).toHaveLength(4);
  for (const name of names) expect(guide).toContain(`\`${name}\``);
  for (const [, name = ""] of guide.matchAll(/--workflow (\S+)/g)) expect(names).toContain(name);
});
