import { isUserSid } from "twilio-bindings";
import { check, equal } from "./check.ts";
import { type Case, bindingsOf, clientOf } from "./fixture.ts";

const users = [
  { count: 120, identity: "alice", binding_type: "apn" },
  { count: 90, identity: "bob", binding_type: "fcm" },
  { count: 40, identity: "böb & çay/#1", binding_type: "gcm" },
] as const;

/** Lists, filters and paging. */
export const lists: readonly Case[] = [
  {
    name: "list returns every binding once, over several pages",
    async run(fixture) {
      const seeded = await fixture.seed(users);
      const listed = await bindingsOf(fixture).list();
      equal(listed.map(({ sid }) => sid).sort(), seeded.map(({ sid }) => sid).sort(), "SIDs");
      equal((await fixture.requests()).length, 3, "requests");
    },
  },
  {
    name: "list stops at the limit and requests no page more",
    async run(fixture) {
      await fixture.seed(users);
      equal((await bindingsOf(fixture).list({ limit: 110, pageSize: 50 })).length, 110, "bindings");
      equal((await fixture.requests()).length, 3, "requests");
    },
  },
  {
    name: "list filters by type and identity",
    async run(fixture) {
      await fixture.seed(users);
      const bindings = bindingsOf(fixture);
      equal((await bindings.list({ bindingType: ["fcm", "gcm"] })).length, 130, "of two types");
      equal((await bindings.list({ bindingType: "apn", identity: "bob" })).length, 0, "apn of bob");
      const found = await bindings.list({ identity: "böb & çay/#1" });
      equal(new Set(found.map(({ identity }) => identity)).size, 1, "identities");
      equal(found.length, 40, "of an identity that has to be encoded");
    },
  },
  {
    name: "for await yields bindings one by one and requests no more after break",
    async run(fixture) {
      await fixture.seed(users);
      const seen: string[] = [];
      for await (const { sid } of bindingsOf(fixture).list({ pageSize: 20 })) {
        seen.push(sid);
        if (seen.length === 30) break;
      }
      equal(new Set(seen).size, 30, "bindings");
      // Two pages were read; one more may have been requested ahead.
      const { length } = await fixture.requests();
      check(length === 2 || length === 3, `${length} requests for 2 of 13 pages`);
    },
  },
  {
    name: "pages can be walked forward and back",
    async run(fixture) {
      await fixture.seed(users);
      const sizes: number[] = [];
      for await (const page of bindingsOf(fixture).list({ pageSize: 100 }).pages()) {
        sizes.push(page.instances.length);
      }
      equal(sizes, [100, 100, 50], "page sizes");
      const first = await bindingsOf(fixture).page({ pageSize: 100 });
      const second = await first.getNextPage();
      const back = await second?.getPreviousPage();
      equal(back?.instances, first.instances, "the first page again");
      equal(
        (await bindingsOf(fixture).getPage(String(first.nextPageUrl))).instances,
        second?.instances,
        "getPage",
      );
    },
  },
  {
    name: "each calls back until done",
    async run(fixture) {
      await fixture.seed(users);
      let count = 0;
      await bindingsOf(fixture).each({ pageSize: 10 }, (_, done) => {
        count += 1;
        if (count === 25) done();
      });
      equal(count, 25, "calls");
    },
  },
  {
    name: "chat and ip messaging list the bindings of a service and of a user",
    async run(fixture) {
      await fixture.seed([{ document: "chat_v2", count: 60, identity: "carol/../#", binding_type: "apn" }]);
      const { chat, ipMessaging } = clientOf(fixture);
      const services = [chat.v2.services(fixture.serviceSid), ipMessaging.v2.services(fixture.serviceSid)];
      for (const service of services) {
        equal((await service.bindings.list()).length, 60, "bindings of the service");
        const [binding, ...rest] = await service.users("carol/../#").userBindings.list();
        equal(rest.length, 59, "the user's other bindings");
        check(isUserSid(binding?.user_sid), "a user binding names its user");
      }
    },
  },
];
