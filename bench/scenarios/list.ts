import { operations } from "../../generated/operations.ts";
import type { ListOutcome } from "../programs/run.ts";
import type { Scenario } from "../result.ts";
import { alternate } from "../statistics.ts";
import { contenders } from "../folders.ts";
import { createArena } from "./tasks.ts";

const { maximum } = operations.conversations_v1.ListServiceBinding.query.PageSize;
const COUNT = 100_000;

/** `await list()` of all bindings on loopback: processor time of the client's process from the first request on. */
export const list: Scenario = async (context) => {
  const count = context.isQuick ? COUNT / 5 : COUNT;
  const arena = await createArena(context, contenders, { count, latency: 0, limit: { kind: "none" } });
  const twilioByDefault = "twilio by default";
  const names = [...contenders, twilioByDefault] as const;
  const outcomes = await alternate(names, context.rounds(7), async (name) => {
    const isDefault = name === "twilio-bindings" || name === twilioByDefault;
    const contender = name === twilioByDefault ? "twilio" : name;
    const options = isDefault ? {} : { pageSize: maximum };
    const outcome = (await arena.run(contender, { kind: "list", options })) as ListOutcome;
    if (outcome.count !== count) throw new Error(`${name} listed ${outcome.count} of ${count}`);
    return outcome.cpu;
  });
  const { [twilioByDefault]: byDefault, ...values } = outcomes;
  const defaults = { "twilio-bindings": values["twilio-bindings"], twilio: byDefault };
  const what = `list ${count.toLocaleString("en")}`;
  return {
    rows: [
      {
        id: "list",
        what: `${what}, pages of ${maximum}: CPU`,
        unit: "s",
        values,
      },
      {
        id: "list-defaults",
        what: `${what}, defaults: CPU`,
        unit: "s",
        values: defaults,
      },
    ],
  };
};
