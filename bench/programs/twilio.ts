import twilio from "twilio";
import { type ListOptions, type Open, accountSid, authToken } from "./contender.ts";

/** The official library. Only its host is overridden; connections, headers and parsing are as it comes. */
export const open: Open = (url, serviceSid) => {
  const client = twilio(accountSid, authToken);
  client.conversations.baseUrl = url;
  const { bindings } = client.conversations.v1.services(serviceSid);
  const queryOf = ({ pageSize, types }: ListOptions) => ({
    ...(pageSize !== undefined && { pageSize }),
    ...(types && { bindingType: types as ("apn" | "gcm" | "fcm" | "twilsock")[] }),
  });
  return {
    list: (options) => bindings.list(queryOf(options)),
    stream: (visit, options) =>
      new Promise((resolve, reject) => {
        bindings.each({
          ...queryOf(options),
          callback: visit,
          done: (error?: Error) => {
            if (error) reject(error);
            else resolve();
          },
        });
      }),
    fetchOne: (sid) => bindings(sid).fetch(),
  };
};
