import { UsageError } from "../errors.ts";
import { findSelected } from "../removal/find.ts";
import { findNamed, readNamed } from "../removal/named.ts";
import { type RemovalFlags, addRemovalOptions } from "../removal/options.ts";
import { runRemoval } from "../removal/run.ts";
import { parseBindingSid } from "../sdk.ts";
import { readInput } from "../selection/services.ts";
import {
  type SelectionFlags,
  addFilterOptions,
  addScopeOptions,
  isFiltered,
  readScope,
  readSelection,
} from "../selection/selection.ts";
import { type AddCommand, examples } from "./command.ts";

type Flags = SelectionFlags & RemovalFlags & { readonly fromFile?: string };

/** `remove`: removes bindings that are named, or selected as by `sweep`. */
export const addRemove: AddCommand = (program, run) => {
  const command = program
    .command("remove")
    .description("remove bindings by SID, from a file, or by filter")
    .argument("[sids...]", "binding SIDs");
  addRemovalOptions(addFilterOptions(addScopeOptions(command)));
  command.option(
    "--from-file <file>",
    "file of bindings, one a line: SIDs, or JSON with a sid; - for standard input",
  );
  command.addHelpText(
    "after",
    examples(
      ["One binding", "remove BS… --service IS…"],
      ["The devices of a user", "remove --service IS… --identity alice"],
      ["What an earlier removal could not remove", "remove --from-file failures.ndjson"],
    ),
  );
  command.action((sids: readonly string[], flags: Flags) =>
    run(async (session) => {
      const { fromFile } = flags;
      const ways = [sids.length > 0, fromFile !== undefined, isFiltered(flags)].filter(Boolean).length;
      if (ways !== 1)
        throw new UsageError(
          "remove: expected one of: binding SIDs, --from-file, filters such as --identity",
        );
      if (isFiltered(flags)) {
        const selection = await readSelection(flags);
        return runRemoval(session, flags, (onFound) => findSelected(session, selection, onFound));
      }
      const named =
        fromFile === undefined
          ? sids.map((sid) => ({ sid: parseBindingSid(sid) }))
          : readNamed(await readInput("--from-file", fromFile));
      const isServiceNeeded = named.some((one) => !("service" in one));
      const scope = await readScope(flags, isServiceNeeded);
      return runRemoval(session, flags, (onFound) =>
        findNamed(session, scope, named, fromFile !== undefined, onFound),
      );
    }),
  );
};
