import {
  ApiError,
  AuthenticationError,
  InvalidSidError,
  NotFoundError,
  ValidationError,
  createClient,
} from "twilio-bindings";
import { check, equal, rejection, thrown } from "./check.ts";
import { type Case, accountSid, authToken, bindingsOf, clientOf } from "./fixture.ts";

const nobody = `BS${"0".repeat(32)}`;

/** One binding, its errors, and what the hooks see. */
export const single: readonly Case[] = [
  {
    name: "fetch resolves to the API's own JSON",
    async run(fixture) {
      const [seeded] = await fixture.seed([{ identity: "alice" }]);
      const binding = await bindingsOf(fixture)(String(seeded?.sid)).fetch();
      // Its URL names the host that was asked.
      equal({ ...binding, url: seeded?.url }, seeded, "binding");
      check(binding.url.endsWith(binding.sid), `url ${binding.url}`);
    },
  },
  {
    name: "withResponse resolves to response, request id and attempts",
    async run(fixture) {
      const [seeded] = await fixture.seed([{ identity: "alice" }]);
      const call = bindingsOf(fixture).get(String(seeded?.sid)).fetch();
      const { data, response, requestId, attempts } = await call.withResponse();
      equal([data.sid, response.status, attempts], [seeded?.sid, 200, 1], "data, status, attempts");
      const [recorded] = await fixture.requests();
      equal(requestId, recorded?.requestId, "request id");
    },
  },
  {
    name: "remove resolves to true and leaves the others",
    async run(fixture) {
      const [first, second] = await fixture.seed([{ count: 2 }]);
      check(await bindingsOf(fixture)(String(first?.sid)).remove(), "removed");
      equal(
        (await fixture.bindings()).map(({ sid }) => sid),
        [second?.sid],
        "what is left",
      );
    },
  },
  {
    name: "a missing binding throws NotFoundError with the request's context",
    async run(fixture) {
      const error = await rejection(bindingsOf(fixture)(nobody).fetch(), NotFoundError);
      check(error instanceof ApiError && error.name === "NotFoundError", "class and name");
      equal([error.status, error.code, error.method, error.attempts], [404, 20404, "GET", 1], "context");
      check(error.url.endsWith(nobody) && error.requestId?.startsWith("RQ") === true, error.message);
    },
  },
  {
    name: "wrong credentials throw AuthenticationError without a secret in it",
    async run(fixture) {
      // The emulator accepts any credentials, but not their absence.
      const error = await rejection(
        bindingsOf(fixture, { onRequest: () => undefined, fetch: withoutCredentials(fixture) })(
          nobody,
        ).fetch(),
        AuthenticationError,
      );
      equal(error.status, 401, "status");
      const texts = [String(error), error.stack, JSON.stringify(error)];
      check(!texts.join().includes(authToken), "the token does not show");
    },
  },
  {
    name: "missing credentials throw at construction",
    async run() {
      const error = await thrown(() => createClient({ accountSid }), ValidationError);
      check(error.message.includes("authToken"), error.message);
    },
  },
  {
    name: "invalid arguments throw before anything is sent",
    async run(fixture) {
      const bindings = bindingsOf(fixture);
      const wrongSid = "IS1" as string;
      const { parameter } = await rejection(
        Promise.resolve().then(() => bindings(wrongSid).fetch()),
        InvalidSidError,
      );
      check(parameter !== "", "the parameter is named");
      await rejection(bindings.list({ pageSize: 0 }), ValidationError);
      const users = clientOf(fixture).chat.v2.services(fixture.serviceSid);
      await rejection(
        Promise.resolve().then(() => users.users("..").userBindings.list()),
        ValidationError,
      );
      equal((await fixture.requests()).length, 0, "requests");
    },
  },
  {
    name: "a page URL of another list throws ValidationError",
    async run(fixture) {
      await rejection(bindingsOf(fixture).getPage("https://example.com/v1/x?Page=1"), ValidationError);
      equal((await fixture.requests()).length, 0, "requests");
    },
  },
  {
    name: "hooks see each request redacted, the server a user agent",
    async run(fixture) {
      const seen: string[] = [];
      const bindings = bindingsOf(fixture, {
        onRequest: ({ headers }) => void seen.push(JSON.stringify(headers)),
        onResponse: ({ status, duration }) => void seen.push(`${status} ${duration >= 0}`),
      });
      await bindings.list({ identity: "alice" });
      equal(seen.length, 2, "events");
      equal(seen[1], "200 true", "response");
      check(!seen.join().includes(authToken) && !seen.join().includes(btoa(authToken)), "redacted");
      const [request] = await fixture.requests();
      const agent = request?.headers["user-agent"] ?? "";
      check(agent.startsWith("twilio-bindings/"), `user agent ${agent}`);
    },
  },
];

/** Sends the request as it is, but for the credentials. */
function withoutCredentials({ reach }: Parameters<Case["run"]>[0]) {
  return (url: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    headers.delete("authorization");
    return (reach.fetch ?? fetch)(url, { ...init, headers });
  };
}
