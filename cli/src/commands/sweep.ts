import { UsageError } from "../errors.ts";
import { findSelected } from "../removal/find.ts";
import { type RemovalFlags, addRemovalOptions } from "../removal/options.ts";
import { runRemoval } from "../removal/run.ts";
import {
  type SelectionFlags,
  addFilterOptions,
  addScopeOptions,
  isFiltered,
  readSelection,
} from "../selection/selection.ts";
import { type AddCommand, examples } from "./command.ts";

/** `sweep`: removes the bindings that are selected. */
export const addSweep: AddCommand = (program, run) => {
  const command = program
    .command("sweep")
    .description("remove all bindings that match, of one or many services");
  addRemovalOptions(addFilterOptions(addScopeOptions(command)));
  command.option("--all", "without any filter: remove every binding of the services");
  command.addHelpText(
    "after",
    `${examples(
      ["What would be removed", "sweep --service IS… --type gcm --older-than 90d --dry-run"],
      ["Remove it, and keep a copy", "sweep -s IS… -t gcm --older-than 90d --backup gcm.ndjson"],
      [
        "Every night, in many services, at most 500",
        "sweep --services-from services.txt --older-than 1y --at-most 500 --yes",
      ],
    )}

First everything that matches is listed, then it is removed. Ctrl-C finishes what is under way. Running the same
command again goes on where it ended, because what is left is what is still listed.`,
  );
  command.action((flags: SelectionFlags & RemovalFlags & { readonly all?: true }) =>
    run(async (session) => {
      if (!isFiltered(flags) && flags.all !== true)
        throw new UsageError("sweep: expected a filter, such as --type, or --all for every binding");
      const selection = await readSelection(flags);
      return runRemoval(session, flags, (onFound) => findSelected(session, selection, onFound));
    }),
  );
};
