import { createClient } from "twilio-bindings";
import { line, step, table, tally } from "./print.ts";

/** Reads from Twilio, and changes nothing. */
export async function showTwilio(serviceSid: string): Promise<void> {
  const { bindings } = createClient().conversations.v1.services(serviceSid);
  line(`Reading the bindings of ${serviceSid} from Twilio. Nothing is removed.`);

  step("1. List", "await bindings.list({ limit: 10 })");
  const some = await bindings.list({ limit: 10 });
  table(
    ["sid", "type", "created"],
    some.map(({ sid, binding_type, date_created }) => [sid, binding_type, date_created]),
  );

  step("2. Count by type", "for await (const binding of bindings.list()) …");
  const types: string[] = [];
  for await (const binding of bindings.list()) types.push(binding.binding_type);
  table(["type", "bindings"], tally(types));

  const [first] = some;
  if (!first) return;
  step("3. Fetch one", "await bindings(sid).fetch()");
  const { data, requestId } = await bindings(first.sid).fetch().withResponse();
  line(`${data.sid} is of type ${data.binding_type} (request ${requestId ?? ""})`);
}
