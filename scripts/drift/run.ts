import { type Sources, loadDocument } from "../openapi/load.ts";
import { readAcceptedDifferences } from "./accepted-differences.ts";
import { type Report, checkDocument } from "./check.ts";
import { readLock } from "./lock.ts";
import type { Project } from "./project.ts";
import { CLASSES } from "./rules.ts";
import { type Choice, readPublished } from "./source.ts";

/** Runs the whole check on a project. */
export async function runCheck(project: Project, choice: Choice): Promise<Report> {
  const lock = readLock(project);
  const accepted = readAcceptedDifferences(project);
  const { source, version, documents } = await readPublished(choice, project, lock);
  const sources: Sources = new Map(); // our documents share components
  const results = await Promise.all(
    [...documents].map(async ([name, published]) =>
      checkDocument({
        ...{ project, name, published },
        ours: await loadDocument(project.ours(name), sources),
        pinned: await loadDocument(project.pinned(name)),
        descriptions: lock.descriptions[name] ?? {},
        accepted: accepted.filter(({ document }) => document === name),
        // A directory or URL cannot be accepted: it has no version.
        acceptCommand: `npm run spec:accept${typeof choice === "object" ? "" : ` -- --version ${version}`}`,
      }),
    ),
  );
  return {
    published: { source, version },
    changes: results
      .flatMap(({ changes }) => changes)
      .sort((a, b) => CLASSES.indexOf(a.class) - CLASSES.indexOf(b.class)),
    stale: results.flatMap(({ stale }) => stale),
  };
}
