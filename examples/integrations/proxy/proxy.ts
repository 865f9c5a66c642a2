import { createClient } from "twilio-bindings";
// #region proxy
import { EnvHttpProxyAgent, type RequestInit as UndiciInit, fetch } from "undici";

const dispatcher = new EnvHttpProxyAgent(); // HTTP_PROXY, HTTPS_PROXY, NO_PROXY

const behindProxy = createClient({
  fetch: (url, init) => fetch(url, { ...init, dispatcher } as UndiciInit) as unknown as Promise<Response>,
});
// #endregion proxy

export { behindProxy };
