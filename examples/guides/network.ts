import { createClient } from "twilio-bindings";

// #region region
const client = createClient({ region: "ie1" }); // conversations.dublin.ie1.twilio.com
// #endregion region

// #region token
/** Creates a client that authenticates by OAuth. */
export function withToken(requestToken: () => Promise<string>) {
  return createClient({ token: requestToken }); // called once, and again after a 401 response
}
// #endregion token

// #region fetch
/** Reads the push configuration of a service, a path for which this SDK has no method. */
export async function readPushConfiguration(serviceSid: string): Promise<unknown> {
  const path = `/v1/Services/${encodeURIComponent(serviceSid)}/Configuration/Notifications`;
  const response = await client.fetch(`https://conversations.twilio.com${path}`);
  if (!response.ok) throw new Error(`Twilio responded ${response.status}`);
  return response.json();
}
// #endregion fetch

export { client };
