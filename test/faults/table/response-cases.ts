import type { ServerResponse } from "node:http";
import type { FaultCase, Run } from "./case.ts";
import { outcomeOf, nameOf, result, showsSecret } from "./outcome.ts";
import { bindingSid, serviceSid } from "./library.ts";
import { sendError, send, sendPage } from "./server.ts";

const item = JSON.stringify({ sid: bindingSid, binding_type: "apn" });
const fetchOne: FaultCase["call"] = (calls) => calls.fetch(serviceSid, bindingSid);
const removeOne: FaultCase["call"] = (calls) => calls.remove(bindingSid);

/** The first request meets a fault, the others do not. */
function once(wrong: (response: ServerResponse) => void, right = 200): FaultCase["server"] {
  return () => (response, number) => {
    if (number === 1) wrong(response);
    else send(response, right, right === 204 ? "" : item);
  };
}

const resolvedAtSecond = ({ requests, ...run }: Run) => requests.length === 2 && !("error" in run);

/** Responses that are lost, incomplete or foreign. */
export const responseCases: readonly FaultCase[] = [
  {
    name: "The connection is reset, once",
    wanted: "retried",
    server: once((response) => response.socket?.resetAndDestroy()),
    call: fetchOne,
    outcome: outcomeOf(resolvedAtSecond),
  },
  {
    name: "The body is truncated, once",
    wanted: "retried",
    server: once((response) => {
      response.writeHead(200, { "Content-Type": "application/json", "Content-Length": String(item.length) });
      response.write(item.slice(0, 20), () => response.socket?.destroy());
    }),
    call: fetchOne,
    outcome: outcomeOf(resolvedAtSecond),
  },
  {
    name: "No response in time, once",
    wanted: "retried",
    server: once(() => undefined),
    call: fetchOne,
    outcome: outcomeOf(resolvedAtSecond),
  },
  {
    name: "503, once",
    wanted: "retried",
    server: once((response) => sendError(response, 503)),
    call: fetchOne,
    outcome: outcomeOf(resolvedAtSecond),
  },
  {
    name: "A removal whose response was lost gets a 404 when it is retried",
    wanted: "the binding is gone: success",
    server: () => (response, number) => {
      if (number === 1) response.socket?.resetAndDestroy();
      else
        send(
          response,
          404,
          JSON.stringify({ code: 20404, message: "not found", more_info: "", status: 404 }),
        );
    },
    call: removeOne,
    outcome: outcomeOf(({ value }) => value === true),
  },
  {
    name: "A removal that gets a 404 immediately",
    wanted: "an error with status 404, no retry",
    server: () => (response) => sendError(response, 404),
    call: removeOne,
    outcome: outcomeOf(({ requests, error }) => requests.length === 1 && statusOf(error) === 404),
  },
  {
    name: "200 with an empty body, always",
    wanted: "an error with status and request ID",
    server: () => (response) => send(response, 200),
    call: fetchOne,
    outcome: outcomeOf(tellsStatusAndRequest),
  },
  {
    name: "200 with HTML, always",
    wanted: "an error with status and request ID",
    server: () => (response) => send(response, 200, "<html>maintenance</html>"),
    call: fetchOne,
    outcome: outcomeOf(tellsStatusAndRequest),
  },
  {
    name: "A page without its list of bindings",
    wanted: "an error with status and request ID",
    server: () => (response) =>
      send(response, 200, JSON.stringify({ meta: { next_page_url: null, previous_page_url: null } })),
    call: (calls) => calls.list(),
    outcome: outcomeOf(tellsStatusAndRequest),
  },
  {
    name: "The connection drops at every request",
    wanted: "an error that shows no credentials",
    server: () => (response) => response.socket?.resetAndDestroy(),
    call: fetchOne,
    outcome: outcomeOf(
      ({ error }) => !showsSecret(error),
      ({ error }) => `${nameOf(error)}, ${showsSecret(error) ? "with" : "without"} the credentials in it`,
    ),
  },
  {
    name: "401",
    wanted: "an error with status 401 that shows no credentials",
    server: () => (response) => sendError(response, 401),
    call: fetchOne,
    outcome: outcomeOf(({ error }) => statusOf(error) === 401 && !showsSecret(error)),
  },
  {
    name: "A complete page, no fault",
    wanted: "the list",
    server: () => (response) => sendPage(response, null, [{ sid: bindingSid, binding_type: "apn" }]),
    call: (calls) => calls.list(),
    outcome: outcomeOf(({ value }) => value === 1, result),
  },
];

function statusOf(error: unknown): unknown {
  return (error as { status?: unknown } | undefined)?.status;
}

function tellsStatusAndRequest({ error }: Run): boolean {
  const { requestId } = (error ?? {}) as { requestId?: unknown };
  return statusOf(error) === 200 && requestId === "RQ1";
}
