// #region client
import { createClient } from "twilio-bindings";

export const client = createClient({
  fetch: (url, init) => fetch(url, { ...init, cache: "no-store" }),
});
// #endregion client
