import { createClient } from "twilio-bindings";

const client = createClient();

// #region everywhere
/** Signs a user out everywhere: no device receives notifications after this. */
export async function signOutEverywhere(identity: string): Promise<number> {
  const { bindings } = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  const { removed, alreadyGone, failed } = await bindings.removeAll({ identity });
  if (failed.length > 0) throw new AggregateError(failed.map(({ error }) => error));
  return removed + alreadyGone;
}
// #endregion everywhere

// #region device
/** Signs a user out on one device, identified by its push token. */
export async function signOutDevice(identity: string, pushToken: string): Promise<void> {
  const { bindings } = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  await bindings.removeAll({ identity, filter: ({ endpoint }) => endpoint === pushToken });
}
// #endregion device

// #region chat
/** The same on Programmable Chat, which has a list of bindings for each user. */
export async function signOutOfChat(identity: string): Promise<void> {
  const user = client.chat.v2.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").users(identity);
  await user.userBindings.removeAll({ all: true });
}
// #endregion chat
