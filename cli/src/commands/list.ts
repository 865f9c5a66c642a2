import { exitCodes } from "../errors.ts";
import { type BindingOutputFlags, addBindingOutputOptions, createBindingWriter } from "../output/bindings.ts";
import { readBindings } from "../selection/read.ts";
import {
  type SelectionFlags,
  addFilterOptions,
  addScopeOptions,
  readSelection,
} from "../selection/selection.ts";
import { type AddCommand, examples } from "./command.ts";

/** `list`: prints the bindings that are selected. */
export const addList: AddCommand = (program, run) => {
  const command = program.command("list").description("print bindings, as they come");
  addBindingOutputOptions(addFilterOptions(addScopeOptions(command)));
  command.addHelpText(
    "after",
    examples(
      ["The devices of a user", "list --service IS… --identity alice"],
      ["Who is still on GCM, for a spreadsheet", "list --service IS… --type gcm --format csv > gcm.csv"],
      ["SIDs of bindings on a credential", "list -s IS… -c CR… --columns sid --format csv"],
    ),
  );
  command.action((flags: SelectionFlags & BindingOutputFlags) =>
    run(async (session) => {
      const selection = await readSelection(flags);
      const writer = createBindingWriter(session.out, flags, selection.product);
      const { items, failed } = readBindings(session, selection);
      const { progress } = session.notes;
      if (!session.out.isTerminal) progress.start("Listing", finite(selection.limit));
      let count = 0;
      for await (const { binding } of items) {
        await writer.write(binding);
        progress.update(++count);
      }
      progress.stop();
      // Nothing is not the same as an empty list.
      if (count > 0 || failed.length === 0) await writer.end();
      return failed.length === 0 ? exitCodes.done : exitCodes.failed;
    }),
  );
};

const finite = (limit: number) => (Number.isFinite(limit) ? limit : undefined);
