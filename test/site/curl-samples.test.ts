import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { type Operation, operations } from "../../generated/operations.ts";
import { createEmulator } from "../../src/emulator/index.ts";

const BINDING = `BS${"a".repeat(32)}`;
const cases = Object.entries(operations).flatMap(([document, table]) =>
  Object.values<Operation>(table).map((operation) => ({ document, operation, id: operation.id })),
);

it.each(cases)("the curl sample of $document/$id runs, with the emulator for its host", async (sample) => {
  const { document, operation, id } = sample;
  const emulator = createEmulator({ serviceSid: `IS${"a".repeat(32)}` });
  for (const name of ["conversations_v1", "chat_v2"] as const)
    emulator.seed({ document: name, sid: BINDING, identity: "alice", bindingType: "apn" });
  const server = await emulator.listen();
  const file = new URL(`../../examples/operations/${document}/${id}.sh`, import.meta.url);
  const text = await readFile(file, "utf8");
  expect(text).toContain(`"${operation.server}/`);

  const program = text.replace(operation.server, server.url).replace("curl ", "curl -sS --fail ");
  const env = { ...process.env, TWILIO_ACCOUNT_SID: `AC${"a".repeat(32)}`, TWILIO_AUTH_TOKEN: "any" };
  const { stdout } = await promisify(execFile)("sh", ["-c", program], { env });
  await server.close();

  expect(emulator.requests).toMatchObject([{ method: operation.method, operationId: id }]);
  if (operation.method === "DELETE") expect(stdout).toBe("");
  else expect(stdout).toContain(BINDING);
});
