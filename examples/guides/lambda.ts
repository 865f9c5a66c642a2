// #region handler
import { createClient } from "twilio-bindings";

const client = createClient(); // once for each container, not for each event

export async function handler(event: { identity: string }): Promise<{ removed: number }> {
  const { bindings } = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  const { removed } = await bindings.removeAll({ identity: event.identity });
  return { removed };
}
// #endregion handler
