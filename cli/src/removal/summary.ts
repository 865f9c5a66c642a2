import { tableText } from "../output/table.ts";
import type { Session } from "../session.ts";
import { countOf, counted } from "../terminal/styles.ts";
import { type Plan, foundCount } from "./target.ts";

/** The most services that are shown one by one. */
const MOST_ROWS = 20;

/** Shows on standard error how many bindings were found, of what type, in which services. */
export function showPlan({ notes }: Session, plan: Plan): void {
  const targets = plan.targets.filter(({ sids }) => sids.size > 0);
  const found = foundCount(plan);
  if (found === 0 && plan.problems > 0) return;
  const where = targets.length > 1 ? ` in ${countOf(targets.length, "service")}` : "";
  notes.info(`${notes.style("bold", `${countOf(found, "binding")} found`)}${where}: ${plan.description}`);
  if (found === 0) return;
  const types = [...new Set(targets.flatMap((target) => [...target.types.keys()]))];
  const rows = targets.slice(0, MOST_ROWS).map(({ service, types: counts, sids }) => ({
    service,
    ...Object.fromEntries(types.map((type) => [type, counted(counts.get(type) ?? 0)])),
    total: counted(sids.size),
  }));
  const numbers = [...types, "total"];
  const width = notes.stream.isTTY ? notes.stream.columns : Infinity;
  const table = tableText(rows, { columns: ["service", ...numbers], numbers }, notes.style, width);
  notes.info(`\n${table.replaceAll(/^(?=.)/gm, "  ")}`);
  if (targets.length > MOST_ROWS)
    notes.info(`  … and ${countOf(targets.length - MOST_ROWS, "more service")}\n`);
}
