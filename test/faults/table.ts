import { responseCases } from "./table/response-cases.ts";
import { type FaultCase, type Outcome, runCase } from "./table/case.ts";
import { type Library, official, ours } from "./table/library.ts";
import { pathCases } from "./table/path-cases.ts";
import { waitCases } from "./table/wait-cases.ts";

/** Every case that both libraries go through. */
export const faultCases: readonly FaultCase[] = [...pathCases, ...responseCases, ...waitCases];

export const libraries: readonly Library[] = [ours, official];

/** A case with what each library made of it. */
export interface Row {
  readonly faultCase: FaultCase;
  readonly outcomes: ReadonlyMap<Library, Outcome>;
}

/** Puts both libraries through a case. */
export async function measure(faultCase: FaultCase): Promise<Row> {
  const outcomes = await Promise.all(
    libraries.map(async (library) => [library, await runCase(faultCase, library)] as const),
  );
  return { faultCase, outcomes: new Map(outcomes) };
}
