import { Option } from "commander";
import { exitCodes } from "../errors.ts";
import { type OutputFlags, addOutputOptions } from "../output/bindings.ts";
import { createRowWriter } from "../output/formats.ts";
import { type Grouping, groupings, groupsOf } from "../selection/groups.ts";
import { isPersonal } from "../selection/products.ts";
import { readBindings } from "../selection/read.ts";
import {
  type SelectionFlags,
  addFilterOptions,
  addScopeOptions,
  readSelection,
} from "../selection/selection.ts";
import { type AddCommand, examples } from "./command.ts";

/** `count`: how many bindings there are, by a property. */
export const addCount: AddCommand = (program, run) => {
  const command = program.command("count").description("count bindings by type, identity, age and others");
  addOutputOptions(addFilterOptions(addScopeOptions(command)));
  command.addOption(new Option("-b, --by <what>", "what to count by").choices(groupings).default("type"));
  command.addHelpText(
    "after",
    examples(
      ["How many bindings of each type", "count --service IS… --by type"],
      ["How old those on GCM are", "count --service IS… --type gcm --by age"],
      ["Users with most devices", "count --service IS… --by identity --format csv | head"],
    ),
  );
  command.action((flags: SelectionFlags & OutputFlags & { readonly by: Grouping }) =>
    run(async (session) => {
      const selection = await readSelection(flags);
      const writer = createRowWriter(flags.format, session.out, {
        columns: [columnOf(flags.by), "count"],
        numbers: ["count"],
      });
      const { items, failed } = readBindings(session, selection);
      const counts = new Map<string, number>();
      const { progress } = session.notes;
      progress.start("Counting");
      let total = 0;
      for await (const { binding, service } of items) {
        for (const group of groupsOf(flags.by, binding, service))
          counts.set(group, (counts.get(group) ?? 0) + 1);
        progress.update(++total);
      }
      progress.stop();
      const isMasked = flags.redact === true && isPersonal(selection.product, flags.by);
      const sorted = [...counts].sort(([, a], [, b]) => b - a);
      for (const [index, [group, count]] of sorted.entries())
        await writer.write({ [columnOf(flags.by)]: isMasked ? `*** ${index + 1}` : group, count });
      // Nothing is not the same as no bindings.
      if (total > 0 || failed.length === 0) await writer.end();
      return failed.length === 0 ? exitCodes.done : exitCodes.failed;
    }),
  );
};

const columnOf = (by: Grouping) => by.replaceAll("-", "_");
