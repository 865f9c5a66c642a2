// #region handler
import { RemovalError, createClient } from "twilio-bindings";

const client = createClient(); // once per container, not per event
const { bindings } = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

export async function handler(
  event: { identity: string },
  context: { getRemainingTimeInMillis(): number },
): Promise<{ removed: number; notAttempted: number }> {
  const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - 1_000));
  try {
    return await bindings.removeAll({ identity: event.identity, signal });
  } catch (error) {
    // Out of time: report how far it got. Anything else fails the invocation.
    if (error instanceof RemovalError && signal.aborted) return error.report;
    throw error;
  }
}
// #endregion handler
