import type { Transcript } from "./sample-transcript.ts";

// What each sample prints and requests, without faults: in the tests of the samples, and in the page when it is run.

const list = "/v1/Services/IS…/Bindings";
const one = "/v1/Services/IS…/Bindings/BS…";

/** The samples of the guides, by file and region below `examples/`. */
const guides: Readonly<Record<string, Transcript>> = {
  "guides/front-page.ts": {
    console: ["BS… alice", "20 { matched: 1, removed: 1, alreadyGone: 0, failed: [], notAttempted: 0 }"],
    requests: [
      `GET ${list}?PageSize=20 200`,
      `GET ${list}?BindingType=apn&PageSize=100 200`,
      `DELETE ${one} 204`,
      `GET ${list}?Identity=alice&PageSize=100 200`,
      `DELETE ${one} 204`,
    ],
  },
  "guides/getting-started.ts#client": { console: ["BS…"], requests: [`GET ${list}?PageSize=1 200`] },
  "guides/getting-started.ts#list": {
    console: ["BS… alice apn", "BS… alice fcm", "BS… bob gcm", ...Array<string>(17).fill("BS… carol fcm")],
    requests: [`GET ${list}?PageSize=20 200`],
  },
  "guides/getting-started.ts#one": {
    console: ["alice since TIME", "true"],
    requests: [`GET ${one} 200`, `DELETE ${one} 204`],
  },
  "guides/paging.ts#all": {
    console: ["BS…", "BS…", "BS…"],
    requests: [
      `GET ${list}?BindingType=apn&BindingType=fcm&PageSize=100 200`,
      `GET ${list}?BindingType=apn&PageSize=100 200`,
      `GET ${list}?BindingType=fcm&PageSize=100 200`,
    ],
  },
  "guides/paging.ts#array": {
    console: ["120"],
    requests: [
      `GET ${list}?PageSize=100 200`,
      `GET ${list}?PageSize=100&Page=1&PageToken=PA0000000000064 200`,
    ],
  },
  "guides/paging.ts#pages": {
    console: ["0 50", "1 50", "2 23"],
    requests: [
      `GET ${list}?PageSize=50 200`,
      `GET ${list}?PageSize=50&Page=1&PageToken=PA0000000000032 200`,
      `GET ${list}?PageSize=50&Page=2&PageToken=PA0000000000064 200`,
    ],
  },
  "guides/paging.ts#resume": {
    console: ["50 true", "73"],
    requests: [
      `GET ${list}?PageSize=50 200`,
      `GET ${list}?PageSize=50&Page=1&PageToken=PA0000000000032 200`,
      `GET ${list}?PageSize=50&Page=1&PageToken=PA0000000000032 200`,
      `GET ${list}?PageSize=50&Page=2&PageToken=PA0000000000064 200`,
    ],
  },
  "guides/sign-out.ts#everywhere": {
    console: ["2"],
    requests: [`GET ${list}?Identity=alice&PageSize=100 200`, `DELETE ${one} 204`, `DELETE ${one} 204`],
  },
  "guides/sign-out.ts#device": {
    console: ["1"],
    requests: [
      `GET ${list}?Identity=alice&PageSize=100 200`,
      `GET ${list}?Identity=alice&PageSize=100 200`,
      `DELETE ${one} 204`,
      `GET ${list}?Identity=alice&PageSize=100 200`,
    ],
  },
  "guides/sign-out.ts#chat": {
    console: ["0"],
    requests: [
      "GET /v2/Services/IS…/Users/alice/Bindings?PageSize=50 200",
      "DELETE /v2/Services/IS…/Users/alice/Bindings/BS… 204",
      "DELETE /v2/Services/IS…/Users/alice/Bindings/BS… 204",
      "GET /v2/Services/IS…/Users/alice/Bindings?PageSize=50 200",
    ],
  },
  "guides/stale-gcm.ts#find": {
    console: ["BS… TIME", "1 to remove"],
    requests: [`GET ${list}?BindingType=gcm&PageSize=100 200`],
  },
  "guides/stale-gcm.ts#remove": {
    console: ["removed BS… of bob", "1 of 1", "1 removed, 0 already gone, 0 failed"],
    requests: [`GET ${list}?BindingType=gcm&PageSize=100 200`, `DELETE ${one} 204`],
  },
  "guides/my-devices.ts#list": {
    console: [
      "[ { sid: 'BS…', binding_type: 'apn', date_updated: 'TIME' }, { sid: 'BS…', binding_type: 'fcm', date_updated: 'TIME' } ]",
    ],
    requests: [`GET ${list}?Identity=alice&PageSize=100 200`],
  },
  "guides/my-devices.ts#remove": {
    console: ["false true"],
    requests: [
      `GET ${list}?Identity=alice&PageSize=100 200`,
      `GET ${list}?Identity=bob&PageSize=100 200`,
      `GET ${list}?Identity=alice&PageSize=100 200`,
      `DELETE ${one} 204`,
    ],
  },
  "guides/errors-and-retries.ts#options": { console: ["100"], requests: [`GET ${list}?PageSize=100 200`] },
  "guides/errors-and-retries.ts#call": {
    console: ["request RQ…, 1 attempts", "apn"],
    requests: [`GET ${one} 200`],
  },
  "guides/errors-and-retries.ts#errors": { console: ["was not there"], requests: [`DELETE ${one} 404`] },
  "guides/errors-and-retries.ts#express": {
    console: [
      "NotFoundError: The requested resource /v1/Services/IS…/Bindings/BS… was not found (GET https://conversations.twilio.com/v1/Services/IS…/Bindings/BS…: 404, code 20404, request RQ…)",
      "502 { error: 'Push notifications are unavailable' }",
    ],
    requests: [`GET ${one} 404`],
  },
  "guides/errors-and-retries.ts#abort": {
    console: ["123"],
    requests: [
      `GET ${list}?PageSize=100 200`,
      `GET ${list}?PageSize=100&Page=1&PageToken=PA0000000000064 200`,
    ],
  },
  "guides/logging.ts#logger": { console: ["100"], requests: [`GET ${list}?PageSize=100 200`] },
  "guides/logging.ts#redact": {
    console: [
      "{ sid: 'BS…', account_sid: 'AC…', chat_service_sid: 'IS…', credential_sid: 'CR…', date_created: 'TIME', date_updated: 'TIME', endpoint: '***', identity: '***', binding_type: 'apn', message_types: [ 'removed_from_conversation', 'new_message' ], url: 'https://conversations.twilio.com/v1/Services/IS…/Bindings/BS…' }",
      "{ sid: 'BS…', account_sid: 'AC…', chat_service_sid: 'IS…', credential_sid: 'CR…', date_created: 'TIME', date_updated: 'TIME', endpoint: '***', identity: '***', binding_type: 'fcm', message_types: null, url: 'https://conversations.twilio.com/v1/Services/IS…/Bindings/BS…' }",
    ],
    requests: [`GET ${list}?Identity=alice&PageSize=100 200`],
  },
  "guides/network.ts#region": { console: ["100"], requests: [`GET ${list}?PageSize=100 200`] },
  "guides/network.ts#token": { console: ["100"], requests: [`GET ${list}?PageSize=100 200`] },
  "guides/network.ts#fetch": {
    console: ["Twilio responded 404"],
    requests: ["GET /v1/Services/IS…/Configuration/Notifications 404"],
  },
  "guides/testing.ts#test": {
    console: ["1"],
    requests: [`GET ${list}?Identity=alice&PageSize=100 200`, `DELETE ${one} 204`, `DELETE ${one} 204`],
  },
  "guides/testing.ts#faults": {
    console: [
      "{ 'reset-before': 0, 'reset-after': 1, close: 0, 'truncated-headers': 0, 'truncated-body': 0, 'server-error': 0, 'server-error-after': 0, 'rate-limited': 1, 'invalid-body': 0, 'empty-body': 0, 'slow-body': 0, 'no-response': 0, 'no-response-after': 0 }",
    ],
    requests: [
      `GET ${list}?PageSize=100 429 rate-limited`,
      `GET ${list}?PageSize=100 no response reset-after`,
      `GET ${list}?PageSize=100 200`,
    ],
  },
  "guides/from-the-official-library.ts#calls": {
    console: ["1 apn 2025"],
    requests: [`GET ${list}?BindingType=apn&PageSize=20 200`, `GET ${one} 200`, `DELETE ${one} 204`],
  },
  "guides/from-chat-to-conversations.ts#before": {
    console: ["2 IS… { user: 'https://chat.twilio.com/v2/Services/IS…/Users/alice' }"],
    requests: [
      "GET /v2/Services/IS…/Users/alice/Bindings?PageSize=50 200",
      "GET /v2/Services/IS…/Bindings/BS… 200",
    ],
  },
  "guides/from-chat-to-conversations.ts#after": {
    console: ["2 IS… apn"],
    requests: [`GET ${list}?Identity=alice&PageSize=100 200`, `GET ${one} 200`],
  },
  "guides/lambda.ts#handler": {
    console: ["{ matched: 2, removed: 2, alreadyGone: 0, failed: [], notAttempted: 0 }"],
    requests: [`GET ${list}?Identity=alice&PageSize=100 200`, `DELETE ${one} 204`, `DELETE ${one} 204`],
  },
  "guides/nextjs.ts#client": { console: ["100"], requests: [`GET ${list}?PageSize=100 200`] },
  "guides/worker.ts#worker": {
    console: ["200 [ { sid: 'BS…', binding_type: 'apn' }, { sid: 'BS…', binding_type: 'fcm' } ]"],
    requests: [`GET ${list}?Identity=alice&PageSize=100 200`],
  },
};

/** What a sample prints and requests. */
export function expectedOutput(id: string): Transcript {
  const [, document, operation] = /^operations\/(\w+)\/(\w+)\.ts$/.exec(id) ?? [];
  const expected = document === undefined ? guides[id] : operationOutput(document, operation ?? "");
  if (!expected) throw new Error(`Nothing is expected of ${id}: test/support/expected-output.ts`);
  return expected;
}

function operationOutput(document: string, operation: string): Transcript {
  const version = document === "conversations_v1" ? "v1" : "v2";
  const bindings = `/${version}/Services/IS…${operation.includes("User") ? "/Users/alice" : ""}/Bindings`;
  if (operation.startsWith("Delete")) return { console: ["true"], requests: [`DELETE ${bindings}/BS… 204`] };
  if (operation.startsWith("Fetch"))
    return { console: ["BS… alice apn"], requests: [`GET ${bindings}/BS… 200`] };
  const filter = operation.includes("User") ? "BindingType=apn&BindingType=fcm" : "Identity=alice";
  return {
    console: ["BS… alice apn", "BS… alice fcm"],
    requests: [`GET ${bindings}?${filter}&PageSize=20 200`],
  };
}
