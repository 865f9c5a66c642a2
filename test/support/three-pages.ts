import { binding, bindingsUrl, pageAnswer } from "./answers.ts";
import { type FakeFetch, stepping } from "./fetches.ts";

/** The bindings of `threePages`. */
export const fiveBindings = [1, 2, 3, 4, 5].map((index) => binding(index));

/** A server with three pages: 1 and 2, 3 and 4, 5. */
export function threePages(): FakeFetch {
  const next = (token: string) => ({ next: `${bindingsUrl}?PageToken=${token}` });
  return stepping(({ url }) => {
    switch (url.searchParams.get("PageToken")) {
      case null:
        return pageAnswer([binding(1), binding(2)], next("b"));
      case "b":
        return pageAnswer([binding(3), binding(4)], next("c"));
      default:
        return pageAnswer([binding(5)]);
    }
  });
}
