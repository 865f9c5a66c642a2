// #region worker
import { createClient } from "twilio-bindings";

interface Env {
  TWILIO_ACCOUNT_SID: string;
  TWILIO_AUTH_TOKEN: string;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const identity = new URL(request.url).searchParams.get("identity");
    if (!identity) return new Response("identity is missing", { status: 400 });
    const client = createClient({ accountSid: env.TWILIO_ACCOUNT_SID, authToken: env.TWILIO_AUTH_TOKEN });
    const { bindings } = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    const own = await bindings.list({ identity, limit: 100, signal: request.signal });
    return Response.json(own.map(({ sid, binding_type }) => ({ sid, binding_type })));
  },
};
// #endregion worker
