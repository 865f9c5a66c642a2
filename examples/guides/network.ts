import { createClient } from "twilio-bindings";

// #region region
const client = createClient({ region: "ie1", edge: "dublin" }); // conversations.dublin.ie1.twilio.com
// #endregion region

// #region proxy
import { EnvHttpProxyAgent, type RequestInit as UndiciInit, fetch } from "undici";

const dispatcher = new EnvHttpProxyAgent(); // HTTP_PROXY, HTTPS_PROXY, NO_PROXY

const behindProxy = createClient({
  fetch: (url, init) => fetch(url, { ...init, dispatcher } as UndiciInit) as unknown as Promise<Response>,
});
// #endregion proxy

export { behindProxy, client };
