import twilio from "twilio";

/** The official client. */
export type OfficialClient = ReturnType<typeof twilio>;

/** Credentials that any emulator without credentials of its own accepts. */
export const officialCredentials = {
  accountSid: `AC${"0".repeat(32)}`,
  authToken: "official-auth-token",
};

/** The official client with every product at one URL, such as a listening emulator's. */
export function officialAt(url: string, credentials = officialCredentials): OfficialClient {
  const client = twilio(credentials.accountSid, credentials.authToken);
  client.conversations.baseUrl = url;
  client.chat.baseUrl = url;
  client.ipMessaging.baseUrl = url;
  return client;
}
