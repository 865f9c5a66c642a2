import { type Sources, loadDocument } from "../openapi/load.ts";
import { type Report, check } from "./check.ts";
import { readDecisions } from "./decisions.ts";
import { type Project, perDocumentAsync } from "./documents.ts";
import { readLock } from "./lock.ts";
import { type Choice, readPublished } from "./source.ts";

/** Runs the whole check on a project. */
export async function runCheck(project: Project, choice: Choice): Promise<Report> {
  const lock = readLock(project.lock);
  const { source, version, documents: published } = await readPublished(choice, project, lock);
  const sources: Sources = new Map(); // ours share their components
  return check({
    source,
    version,
    published,
    ours: await perDocumentAsync((name) => loadDocument(project.ours(name), sources)),
    pinned: await perDocumentAsync((name) => loadDocument(project.pinned(name))),
    prose: lock.prose,
    decisions: readDecisions(project.divergences),
    divergences: project.divergences,
    root: project.root,
  });
}
