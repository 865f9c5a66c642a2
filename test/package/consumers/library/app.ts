// A program that depends on the library, and hands it a client of its own build.
import { type Client, createClient } from "twilio-bindings";
import { collection, first, list, removeAll } from "library";

type IsAny<T> = 0 extends 1 & T ? true : false;

export async function main(client: Client = createClient()): Promise<readonly string[]> {
  const [binding] = await list(client);
  const report = await removeAll(client);
  const typed: IsAny<typeof binding> | IsAny<typeof report> | IsAny<ReturnType<typeof collection>> = false;
  const [other] = await collection(client).list();
  // @ts-expect-error -- no such field
  const wrong: unknown = [binding?.nope, (await first(client))?.nope, other?.nope];
  return [binding?.sid ?? "", other?.sid ?? "", String(report.removed), String(typed), String(wrong)];
}
