import type { Operation } from "../../generated/operations.ts";

/** Where the emulator and Prism answer the same request with another status, and why that is right. */
export interface Disagreement {
  /** Names of cases. */
  readonly cases: readonly string[];
  /** Only on these operations; on all that have the case, if left out. */
  readonly only?: (operation: Operation) => boolean;
  readonly prism: 422 | "success";
  readonly emulator: 400 | 404;
  readonly reason: string;
}

/**
 * The whole list: a test fails on a disagreement that is missing here, and on one that is here and is none any more.
 * Not in it, because it is so for every error: the documents describe no error answers, so that Prism makes up bodies
 * of its own, and notes of the emulator's that the document does not have the status.
 */
export const disagreements: readonly Disagreement[] = [
  {
    cases: ["malformed service SID", "malformed binding SID", "SID of another kind"],
    prism: 422,
    emulator: 404,
    reason:
      "A path that no resource can have is not found at Twilio; 422 is Prism's own answer to any bad request.",
  },
  {
    cases: [
      'PageSize "0"',
      'PageSize "many"',
      "PageSize above the maximum",
      'Page "-1"',
      'BindingType "pager"',
    ],
    prism: 422,
    emulator: 400,
    reason: "Twilio answers a wrong parameter with 400; 422 is Prism's own answer to any bad request.",
  },
  {
    cases: ["a service there is not", "a binding there is not", "a user there is not"],
    only: ({ itemKey }) => itemKey === undefined,
    prism: "success",
    emulator: 404,
    reason: "Prism keeps no bindings and answers with the example of the document, whatever is asked for.",
  },
  {
    cases: ['PageToken "nonsense"'],
    prism: "success",
    emulator: 400,
    reason: "To the documents a page token is any text; the emulator knows those that it gave out.",
  },
];
