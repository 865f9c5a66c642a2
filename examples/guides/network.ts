import { createClient } from "twilio-bindings";

// #region region
const client = createClient({ region: "ie1" }); // conversations.dublin.ie1.twilio.com
// #endregion region

// #region proxy
import { EnvHttpProxyAgent, type RequestInit as UndiciInit, fetch } from "undici";

const dispatcher = new EnvHttpProxyAgent(); // HTTP_PROXY, HTTPS_PROXY, NO_PROXY

const behindProxy = createClient({
  fetch: (url, init) => fetch(url, { ...init, dispatcher } as UndiciInit) as unknown as Promise<Response>,
});
// #endregion proxy

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

export { behindProxy, client };
