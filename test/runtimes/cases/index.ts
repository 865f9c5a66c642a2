import { failures } from "./failures.ts";
import { lists } from "./lists.ts";
import { removal } from "./removal.ts";
import { single } from "./single.ts";
import { values } from "./values.ts";
import type { Case, Place } from "./fixture.ts";

/** A case in a place, ready to run. */
export interface Run {
  readonly name: string;
  readonly run: () => Promise<void>;
}

const cases = [...values, ...lists, ...single, ...removal, ...failures];

/** Every case in every place, and those that only some runtimes can show. */
export function runsIn(places: readonly Place[], more: readonly Case[]): readonly Run[] {
  return places.flatMap((place) =>
    [...cases, ...more].map((one) => ({
      name: `${place.name}: ${one.name}`,
      run: async () => {
        const fixture = await place.open();
        try {
          await one.run(fixture);
        } finally {
          await fixture.close();
        }
      },
    })),
  );
}
