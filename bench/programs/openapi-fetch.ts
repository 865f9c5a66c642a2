import createFetchClient from "openapi-fetch";
import type { paths } from "../../generated/conversations_v1.ts";
import { type ListOptions, type Open, authorization } from "./contender.ts";

type ServiceSid = `IS${string}`;
type BindingType = NonNullable<
  NonNullable<paths["/v1/Services/{ChatServiceSid}/Bindings"]["get"]["parameters"]["query"]>["BindingType"]
>;

/** openapi-fetch, with the paging loop that its user has to write. */
export const open: Open = (baseUrl, service) => {
  const serviceSid = service as ServiceSid;
  const client = createFetchClient<paths>({ baseUrl, headers: { Authorization: authorization } });

  async function* pages({ pageSize, types }: ListOptions) {
    let place: { Page?: number; PageToken?: string } = {};
    for (;;) {
      const { data, response } = await client.GET("/v1/Services/{ChatServiceSid}/Bindings", {
        params: {
          path: { ChatServiceSid: serviceSid },
          query: {
            ...(pageSize !== undefined && { PageSize: pageSize }),
            ...(types && { BindingType: types as BindingType }),
            ...place,
          },
        },
      });
      if (!data) throw new Error(`${response.status} from ${response.url}`);
      yield data.bindings;
      if (data.meta.next_page_url === null) return;
      const next = new URL(data.meta.next_page_url).searchParams;
      place = { Page: Number(next.get("Page")), PageToken: next.get("PageToken") ?? "" };
    }
  }

  return {
    list: async (options) => {
      const all: unknown[] = [];
      for await (const bindings of pages(options)) all.push(...bindings);
      return all;
    },
    stream: async (visit, options) => {
      for await (const bindings of pages(options)) for (const binding of bindings) visit(binding);
    },
    fetchOne: async (sid) => {
      const { data, response } = await client.GET("/v1/Services/{ChatServiceSid}/Bindings/{Sid}", {
        params: { path: { ChatServiceSid: serviceSid, Sid: sid as `BS${string}` } },
      });
      if (!data) throw new Error(`${response.status} from ${response.url}`);
      return data;
    },
  };
};
