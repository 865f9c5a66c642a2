import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { type Operation, operations } from "../../generated/operations.ts";
import { answerAsTwilio, listenToConsole, written } from "../support/twilio-hosts.ts";

const folder = new URL("../../examples/operations/", import.meta.url);
const cases = Object.entries(operations).flatMap(([document, table]) =>
  Object.values<Operation>(table).flatMap(({ id, method, server }) =>
    [".ts", ".official.ts"].map((ending) => ({ file: `${document}/${id}${ending}`, id, method, server })),
  ),
);

/** What a sample prints, by what its operation does. */
function expected(id: string): unknown[][] {
  const one = [written.bindingSid, "alice", "apn"];
  if (id.startsWith("Delete")) return [[true]];
  return id.startsWith("Fetch") ? [one] : [one, [expect.stringMatching(/^BS/), "alice", "fcm"]];
}

describe("a code sample", () => {
  it.each(cases)("$file runs as it is written", { timeout: 10_000 }, async ({ file, id, method, server }) => {
    const { emulator, restore } = await answerAsTwilio();
    const { log } = listenToConsole();
    try {
      await import(new URL(file, folder).href);
      expect(log).toEqual(expected(id));
      expect(emulator.requests).toMatchObject([{ method, operationId: id }]);
      // Chat and IP Messaging have the same paths and operations; the host tells them apart.
      expect(new URL(emulator.requests[0]?.url ?? "").host).toBe(new URL(server).host);
    } finally {
      await restore();
    }
  });

  it("is there for each operation in each language, and for nothing else", async () => {
    for (const [document, table] of Object.entries(operations)) {
      const wanted = Object.keys(table).flatMap((id) =>
        [".ts", ".official.ts", ".sh"].map((end) => id + end),
      );
      expect((await readdir(new URL(document, folder))).sort()).toEqual(wanted.sort());
    }
  });
});
