import { type ExitCode, exitCodes } from "../errors.ts";
import { type BindingOutputFlags, addBindingOutputOptions, createBindingWriter } from "../output/bindings.ts";
import { type BindingSid, NotFoundError, parseBindingSid } from "../sdk.ts";
import type { Session } from "../session.ts";
import type { Binding } from "../selection/products.ts";
import { type ScopeFlags, type Source, addScopeOptions, readScope } from "../selection/selection.ts";
import { type AddCommand, examples } from "./command.ts";

/** `fetch`: prints the bindings that are named. */
export const addFetch: AddCommand = (program, run) => {
  const command = program
    .command("fetch")
    .description("print bindings by SID")
    .argument("<sids...>", "binding SIDs");
  addBindingOutputOptions(addScopeOptions(command));
  command.addHelpText(
    "after",
    examples(
      ["All properties of a binding", "fetch BS… --service IS…"],
      ["Look for it in two services", "fetch BS… --service IS1… --service IS2… --format json"],
    ),
  );
  command.action((sids: readonly string[], flags: ScopeFlags & BindingOutputFlags) =>
    run(async (session) => {
      const wanted = [...new Set(sids.map(parseBindingSid))];
      const scope = await readScope(flags);
      const writer = createBindingWriter(session.out, flags, scope.product, wanted.length === 1);
      const sources = scope.sources(session.client());
      let code: ExitCode = exitCodes.done;
      for (const sid of wanted) {
        const binding = await find(session, sources, sid);
        if (binding) await writer.write(binding);
        else code = exitCodes.failed;
      }
      await writer.end();
      return code;
    }),
  );
};

/** Looks for a binding in one service after the other, and reports if it is in none. */
async function find(
  { interrupt, notes }: Session,
  sources: readonly Source[],
  sid: BindingSid,
): Promise<Binding | undefined> {
  let last: unknown;
  for (const { bindings } of sources) {
    try {
      return await bindings.get(sid).fetch({ signal: interrupt.requested });
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      last = error;
    }
  }
  notes.error(last, sid);
  return undefined;
}
