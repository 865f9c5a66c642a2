import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { PageAssets } from "../../../cli/src/report/page.ts";
import type { Report } from "../../../cli/src/report/report.ts";
import { headerButtons } from "../../../cli/src/report/script.ts";
import { summarize } from "../../../cli/src/report/summary.ts";
import type { Found } from "../../../cli/src/selection/read.ts";
import { binding } from "../../support/answers.ts";
import { serviceSid } from "../../support/sids.ts";

/** The time at which reports of the tests are made. */
export const now = Date.parse("2026-06-01T12:00:00Z");

/** So many days before that, as the API writes dates. */
export const daysAgo = (days: number): string =>
  new Date(now - days * 86_400_000).toISOString().replace(/\.\d+/, "");

/** A binding as it is found, with properties that a server may send whatever the types say. */
export function found(
  properties: Readonly<Record<string, unknown>> = {},
  service: string = serviceSid,
): Found {
  const usual = { binding_type: "fcm", date_updated: daysAgo(1), message_types: ["new_message"] };
  return { service: service as Found["service"], binding: { ...binding(1), ...usual, ...properties } };
}

export async function* inTurn<Item>(items: Iterable<Item>): AsyncGenerator<Item, void, undefined> {
  for (const item of items) {
    await Promise.resolve();
    yield item;
  }
}

/** A report of these bindings. */
export async function reportOf(items: readonly Found[], parts: Partial<Report> = {}): Promise<Report> {
  return {
    ...(await summarize(inTurn(items), { now, top: 10, services: [serviceSid] })),
    createdAt: new Date(now).toISOString(),
    product: "conversations",
    filters: [],
    redacted: false,
    failedServices: [],
    ...parts,
  };
}

/** What the build writes into the program, read from where the build reads it. */
export async function readAssets(): Promise<PageAssets> {
  const resolve = createRequire(import.meta.url).resolve;
  const read = (url: string | URL) => readFile(url, "utf8");
  return {
    styles: [
      await read(resolve("charts.css")),
      await read(new URL("../../../cli/src/report/page.css", import.meta.url)),
    ],
    script: (await read(resolve("sortable-tablesort/dist/standalone/sortable.min.js"))) + headerButtons,
  };
}
