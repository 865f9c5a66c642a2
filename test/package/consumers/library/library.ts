// A user's library that leaves its types to the compiler.
import type { Client } from "twilio-bindings";

const service = "IS00000000000000000000000000000000";
export const list = (client: Client) => client.conversations.v1.services(service).bindings.list();
export const collection = (client: Client) => client.chat.v2.services(service).bindings;
export const first = async (client: Client) => (await list(client))[0];
export const removeAll = (client: Client) => collection(client).removeAll({ all: true });
