/** How a program gets the package. */
export const headers = {
  cjs: 'const twilio = require("twilio-bindings");',
  mjs: 'import twilio from "twilio-bindings";',
};

/** The kinds of bindings that the reference pages show samples of. */
const families = [
  { name: "conversations.v1 bindings", service: "client.conversations.v1", collection: "bindings" },
  { name: "chat.v2 bindings", service: "client.chat.v2", collection: "bindings" },
  { name: "chat.v2 userBindings", service: "client.chat.v2", collection: 'users("UserSid").userBindings' },
  { name: "ipMessaging.v2 bindings", service: "client.ipMessaging.v2", collection: "bindings" },
  {
    name: "ipMessaging.v2 userBindings",
    service: "client.ipMessaging.v2",
    collection: 'users("UserSid").userBindings',
  },
] as const;

/** What the samples do with a kind of bindings, each in the shape of the reference pages. */
const uses = {
  fetch: (bindings: string, sid: string) => `
    const binding = await ${bindings}("${sid}").fetch();
    console.log(binding.sid);`,
  list: (bindings: string) => `
    const listed = await ${bindings}.list({ limit: 20 });
    listed.forEach((b) => console.log(b.sid));`,
  remove: (bindings: string, sid: string) => `
    await ${bindings}("${sid}").remove();`,
};

export interface Sample {
  readonly name: string;
  readonly use: keyof typeof uses;
  /** The program without its first line. */
  readonly body: (serviceSid: string, bindingSid: string) => string;
}

export const samples: readonly Sample[] = families.flatMap(({ name, service, collection }) =>
  (Object.keys(uses) as (keyof typeof uses)[]).map((use) => ({
    name: `${use} of ${name}`,
    use,
    body: (serviceSid, bindingSid) => `
const accountSid = process.env.TWILIO_ACCOUNT_SID;
const authToken = process.env.TWILIO_AUTH_TOKEN;
const client = twilio(accountSid, authToken);

async function sample() {${uses[use](`${service}\n      .services("${serviceSid}")\n      .${collection}`, bindingSid)}
}

sample();
`,
  })),
);
