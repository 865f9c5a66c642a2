import { createClient, isBindingSid } from "twilio-bindings";

const client = createClient();
const { bindings } = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

// #region list
/** Lists the devices of the signed-in user. */
export async function listDevices(identity: string) {
  const own = await bindings.list({ identity, limit: 100 });
  return own.map(({ sid, binding_type, date_updated }) => ({ sid, binding_type, date_updated }));
}
// #endregion list

// #region remove
/** Removes a device, if it is the user's own. Returns whether it was. */
export async function removeDevice(identity: string, sid: string): Promise<boolean> {
  if (!isBindingSid(sid)) return false;
  const { matched } = await bindings.removeAll({ identity, filter: (binding) => binding.sid === sid });
  return matched > 0;
}
// #endregion remove
