import type { FaultCase } from "./case.ts";
import { outcomeOf, result, targets } from "./outcome.ts";
import { basicValue, bindingSid, serviceSid } from "./library.ts";
import { send, sendPage } from "./server.ts";

const noContent: FaultCase["server"] = () => (response) => send(response, 204);
const userPath = `/v2/Services/${serviceSid}/Users/`;

/** The most that a list without end is followed before the server ends it. */
const bound = 40;

/** Requests that name another resource than the caller did, or reach another host. */
export const pathCases: readonly FaultCase[] = [
  {
    name: 'Remove a binding of the user "a#b"',
    wanted: "the path of that binding, with the identity encoded",
    server: noContent,
    call: (calls) => calls.removeOfUser("a#b", bindingSid),
    outcome: outcomeOf(
      (run) => run.requests.every(({ target }) => target === `${userPath}a%23b/Bindings/${bindingSid}`),
      targets,
    ),
  },
  {
    name: 'Remove a binding of the user ".."',
    wanted: "nothing sent, or the path of that binding",
    server: noContent,
    call: (calls) => calls.removeOfUser("..", bindingSid),
    outcome: outcomeOf((run) => run.requests.every(({ target }) => target.startsWith(userPath)), targets),
  },
  {
    name: 'Fetch the binding ".." of the service ".."',
    wanted: "nothing sent, or the path of that binding",
    server: () => (response) => send(response, 200, "{}"),
    call: (calls) => calls.fetch("..", ".."),
    outcome: outcomeOf(
      (run) => run.requests.every(({ target }) => target.startsWith("/v1/Services/")),
      targets,
    ),
  },
  {
    name: "A next_page_url on another host",
    wanted: "not followed, and no credentials sent there",
    server: (_url, foreignUrl) => (response) =>
      sendPage(response, `${foreignUrl}/v1/Services/${serviceSid}/Bindings?Page=1`),
    call: (calls) => calls.list(),
    outcome: outcomeOf(
      ({ foreign }) => foreign.length === 0,
      (run) => {
        const [request] = run.foreign;
        if (!request) return `not followed; ${result(run)}`;
        const credentials = request.authorization === `Basic ${basicValue}` ? "with" : "without";
        return `followed, ${credentials} the Authorization header`;
      },
    ),
  },
  {
    name: "The same next_page_url forever",
    wanted: "ends with an error",
    server: (url) => (response, number) =>
      sendPage(
        response,
        number < bound ? `${url}/v1/Services/${serviceSid}/Bindings?Page=1&PageToken=x` : null,
      ),
    call: (calls) => calls.list(),
    outcome: outcomeOf(
      (run) => run.requests.length < bound && "error" in run,
      (run) =>
        run.requests.length < bound ? result(run) : `followed ${bound} times, until the server stopped it`,
    ),
  },
  {
    name: "An empty page that has a next page",
    wanted: "the next page is read",
    server: (url) => (response, number) =>
      number === 1
        ? sendPage(response, `${url}/v1/Services/${serviceSid}/Bindings?Page=1`)
        : sendPage(response, null, [{ sid: bindingSid, binding_type: "apn" }]),
    call: (calls) => calls.list(),
    outcome: outcomeOf(({ value }) => value === 1),
  },
  {
    name: "A redirect to another host",
    wanted: "not followed",
    server: (_url, foreignUrl) => (response) =>
      send(response, 307, "", { Location: `${foreignUrl}/v1/elsewhere` }),
    call: (calls) => calls.fetch(serviceSid, bindingSid),
    outcome: outcomeOf(({ foreign }) => foreign.length === 0),
  },
];
