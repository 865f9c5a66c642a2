import type { Client } from "../../src/index.ts";
import { bindingSid, serviceSid, userSid } from "./sids.ts";

/** The strings that a caller can put into a call. */
export interface Inputs {
  readonly service: string;
  readonly user: string;
  readonly sid: string;
  readonly identity?: string;
  readonly bindingType?: string;
  readonly pageToken?: string;
  /** Of a page, for `getPage`. */
  readonly url?: string;
}

/** An operation of the API, written down from the reference pages and not from the generated table. */
export interface ApiOperation {
  readonly name: string;
  readonly method: "GET" | "DELETE";
  readonly origin: string;
  /** Segments of the path; an input's name in braces stands for it. */
  readonly segments: readonly string[];
  readonly slots: readonly (keyof Inputs)[];
  readonly queryNames: readonly string[];
  readonly run: (client: Client, inputs: Inputs) => PromiseLike<unknown>;
}

export const validInputs: Inputs = { service: serviceSid, user: userSid, sid: bindingSid() };

interface Collection {
  (sid: string): { fetch(): PromiseLike<unknown>; remove(): PromiseLike<unknown> };
  page(options: Readonly<Record<string, string>>): PromiseLike<unknown>;
  getPage(url: string): PromiseLike<unknown>;
}

interface Family {
  readonly name: string;
  readonly origin: string;
  readonly segments: readonly string[];
  readonly isOfUser: boolean;
  readonly collection: (client: Client, inputs: Inputs) => unknown;
}

const services = ["Services", "{service}"];
const families: readonly Family[] = [
  {
    name: "Conversations v1",
    origin: "https://conversations.twilio.com",
    segments: ["v1", ...services, "Bindings"],
    isOfUser: false,
    collection: (client, { service }) => client.conversations.v1.services(service).bindings,
  },
  ...(["chat", "ipMessaging"] as const).flatMap((product): Family[] => {
    const origin = product === "chat" ? "https://chat.twilio.com" : "https://ip-messaging.twilio.com";
    return [
      {
        name: `${product} v2`,
        origin,
        segments: ["v2", ...services, "Bindings"],
        isOfUser: false,
        collection: (client, { service }) => client[product].v2.services(service).bindings,
      },
      {
        name: `${product} v2 user`,
        origin,
        segments: ["v2", ...services, "Users", "{user}", "Bindings"],
        isOfUser: true,
        collection: (client, { service, user }) =>
          client[product].v2.services(service).users(user).userBindings,
      },
    ];
  }),
];

function operationsOf({ name, origin, segments, isOfUser, collection }: Family): ApiOperation[] {
  const scope: (keyof Inputs)[] = isOfUser ? ["service", "user"] : ["service"];
  const paging = ["PageSize", "Page", "PageToken"];
  // Called as a program without types would, which may put anything anywhere.
  const open = (client: Client, inputs: Inputs) => collection(client, inputs) as Collection;
  const one = { origin, segments: [...segments, "{sid}"], slots: [...scope, "sid" as const], queryNames: [] };
  return [
    {
      name: `${name} list`,
      method: "GET",
      origin,
      segments,
      slots: [...scope, ...(isOfUser ? [] : ["identity" as const]), "bindingType", "pageToken", "url"],
      queryNames: isOfUser ? ["BindingType", ...paging] : ["BindingType", "Identity", ...paging],
      run: (client, { url, identity, bindingType, pageToken, ...path }) => {
        const bindings = open(client, path);
        if (url !== undefined) return bindings.getPage(url);
        return bindings.page({
          ...(identity !== undefined && { identity }),
          ...(bindingType !== undefined && { bindingType }),
          ...(pageToken !== undefined && { pageToken }),
        });
      },
    },
    {
      ...one,
      name: `${name} fetch`,
      method: "GET",
      run: (client, inputs) => open(client, inputs)(inputs.sid).fetch(),
    },
    {
      ...one,
      name: `${name} remove`,
      method: "DELETE",
      run: (client, inputs) => open(client, inputs)(inputs.sid).remove(),
    },
  ];
}

/** All fifteen. */
export const apiOperations: readonly ApiOperation[] = families.flatMap(operationsOf);
