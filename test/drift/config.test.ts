import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import type { Config } from "../../scripts/drift/config.ts";
import { FORMATS, formatReport } from "../../scripts/drift/report.ts";
import { runCheck } from "../../scripts/drift/run.ts";
import { testProject, write } from "./project.ts";
import { small } from "./small.ts";

const PETS: Config = {
  ...{ publisher: "Acme", package: "acme-documents", directory: "json", guide: "docs/pets.md" },
  ...{ documents: { pets: "pets.openapi.json" }, scope: /^toys$/i },
};
const PARTICULAR = /twilio|binding|conversation|chat|messaging/i;

it("compares the documents of any publisher", async () => {
  const text = JSON.stringify(small()).replaceAll("Binding", "Toy").replaceAll("binding", "toy");
  const document = JSON.parse(text) as { paths: Record<string, Record<string, object>> };
  const project = await testProject({ ours: document, published: document, config: PETS });
  expect((await runCheck(project, "pinned")).changes).toEqual([]);

  const toys = document.paths["/v1/Services/{Sid}/Toys"] ?? {};
  const published = {
    ...document,
    paths: { ...document.paths, "/v1/Toys": { get: {} }, "/v1/Cats": { get: {} } },
  };
  Object.assign(toys["get"] ?? {}, { deprecated: true });
  write(join(project.published, "pets.openapi.json"), JSON.stringify(published));
  const report = await runCheck(project, { place: project.published });
  expect(report.changes.map(({ document: name, rule, location }) => [name, rule, location])).toEqual([
    ["pets", "deprecated", "GET /v1/Services/{}/Toys deprecated"],
    ["pets", "operation-added", "GET /v1/Toys"],
  ]);
  for (const format of FORMATS) {
    expect(formatReport(report, format, PETS)).not.toMatch(PARTICULAR);
    if (format !== "json") expect(formatReport(report, format, PETS)).toContain("Acme");
  }
  expect(readFileSync(project.lock, "utf8")).not.toMatch(PARTICULAR);
});

it("has all that is particular to this project in the configuration", () => {
  const directory = resolve(import.meta.dirname, "../../scripts/drift");
  for (const file of readdirSync(directory).filter((name) => name !== "config.ts")) {
    expect(readFileSync(join(directory, file), "utf8"), file).not.toMatch(PARTICULAR);
  }
});
