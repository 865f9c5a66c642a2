import twilio from "twilio-bindings";
import { type ListOptions, type Open, accountSid, authToken } from "./contender.ts";

type BindingType = "apn" | "gcm" | "fcm" | "twilsock";

/** This package. */
export const open: Open = (baseUrl, serviceSid) => {
  const { bindings } = twilio(accountSid, authToken, { baseUrl }).conversations.v1.services(serviceSid);
  const list = ({ pageSize, types }: ListOptions) =>
    bindings.list({ pageSize, ...(types && { bindingType: types as BindingType[] }) });
  return {
    list,
    stream: async (visit, options) => {
      for await (const binding of list(options)) visit(binding);
    },
    fetchOne: (sid) => bindings(sid).fetch(),
    removeAll: () => bindings.removeAll({ all: true }),
  };
};
