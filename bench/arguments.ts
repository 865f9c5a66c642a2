import { parseArgs } from "node:util";
import type { Scenario } from "./result.ts";
import { bundle } from "./scenarios/bundle.ts";
import { fetchOne } from "./scenarios/fetch-one.ts";
import { installed } from "./scenarios/installed.ts";
import { latency } from "./scenarios/latency.ts";
import { list } from "./scenarios/list.ts";
import { load } from "./scenarios/load.ts";
import { removeAll } from "./scenarios/remove-all.ts";
import { stream } from "./scenarios/stream.ts";
import { typeCheck } from "./scenarios/type-check.ts";

/** All that is measured, by the name that `--only` takes. */
const scenarios: Readonly<Record<string, Scenario>> = {
  load,
  bundle,
  installed,
  types: typeCheck,
  list,
  latency,
  stream,
  remove: removeAll,
  fetch: fetchOne,
};

export interface Arguments {
  readonly chosen: readonly (readonly [name: string, Scenario])[];
  readonly isQuick: boolean;
  /** Whether all is measured as the documentation shows it. */
  readonly isWhole: boolean;
}

/** @throws Error where the command line cannot be understood */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: "string", multiple: true }, quick: { type: "boolean", default: false } },
  });
  const only = values.only?.flatMap((names) => names.split(",")) ?? [];
  const unknown = only.find((name) => !(name in scenarios));
  if (unknown !== undefined)
    throw new Error(`--only: expected one of ${Object.keys(scenarios).join(", ")}; got "${unknown}"`);
  return {
    chosen: Object.entries(scenarios).filter(([name]) => only.length === 0 || only.includes(name)),
    isQuick: values.quick,
    isWhole: only.length === 0 && !values.quick,
  };
}
