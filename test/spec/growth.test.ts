import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { transform } from "esbuild";
import { expect, it } from "vitest";
import type { Operation, operations } from "../../generated/operations.ts";
import { PUSH_CONFIGURATION, copyProject, root } from "./copy.ts";

type Operations = Record<keyof typeof operations, Record<string, Operation>>;

/** The operation table of a generated module. */
async function tableOf(module: string): Promise<Operations> {
  const { code } = await transform(module, { loader: "ts" });
  const url = `data:text/javascript,${encodeURIComponent(code)}`;
  const loaded = (await import(/* @vite-ignore */ url)) as { operations: Operations };
  return loaded.operations;
}

/** What the compiler says of a program in a copy of the project, and of all that it imports. */
async function typeErrors(folder: string, file: string): Promise<string[]> {
  const config = join(folder, "tsconfig.json");
  const extended = { extends: join(root, "tsconfig.json"), include: [], files: [file] };
  await writeFile(config, JSON.stringify(extended));
  const args = [join(root, "node_modules/typescript-7/bin/tsc"), "-p", config, "--pretty", "false"];
  return new Promise((resolve) => {
    execFile(process.execPath, args, (_error, stdout) => {
      resolve(stdout.split("\n").filter((line) => line.includes("error TS")));
    });
  });
}

/** What a program prints as JSON. */
async function outputOf(file: string): Promise<unknown> {
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
  return JSON.parse((await promisify(execFile)(process.execPath, [tsx, file])).stdout);
}

const PATH = "/v1/Services/{ChatServiceSid}/Configuration/Notifications";
const SID = `IS${"a".repeat(32)}`;
const CONFIGURATION = { chat_service_sid: SID, log_enabled: true };

it("adds an operation of the spec to tables, types, document, clients and emulator, with src/ as it is", async () => {
  const { edit, folder, regenerate } = await copyProject(
    "openapi",
    "src",
    "scripts/generate/emulation-types.ts",
  );
  await edit("openapi/conversations_v1.yaml", "\ncomponents:\n", PUSH_CONFIGURATION);
  const outputs = await regenerate();

  const table = await tableOf(outputs.get("operations.ts") ?? "");
  expect(table.conversations_v1["FetchServiceNotification"]).toEqual({
    id: "FetchServiceNotification",
    method: "GET",
    server: "https://conversations.twilio.com",
    path: PATH,
    pathParameters: { ChatServiceSid: { sid: "Service" } },
    query: {},
    status: 200,
    pii: [],
  });
  expect(table.conversations_v1["ListServiceBinding"]).toMatchObject({
    itemKey: "bindings",
    filters: ["BindingType", "Identity"],
    filterProperties: { BindingType: "binding_type", Identity: "identity" },
  });
  expect(outputs.get("openapi/conversations_v1.json")).toContain('"FetchServiceNotification"');

  const types = join(folder, "types.ts");
  await writeFile(
    types,
    `import type { paths } from "./generated/conversations_v1.ts";
     import { createPathsClient } from "./src/openapi-fetch/index.ts";
     export * from "./src/index.ts";
     export * from "./src/emulator/index.ts";
     type Configuration = paths["${PATH}"]["get"]["responses"][200]["content"]["application/json"];
     export const configuration: Configuration = { chat_service_sid: "IS0", log_enabled: true };
     export const wrong: Configuration = { chat_service_sid: "BS0", log_enabled: true };
     const get = (ChatServiceSid: "IS0" | "BS1") =>
       createPathsClient().conversations_v1.GET("${PATH}", { params: { path: { ChatServiceSid } } });
     export const isLogged = async () => (await get("IS0")).data?.log_enabled satisfies boolean | undefined;`,
  );
  expect(await typeErrors(folder, types)).toEqual([
    expect.stringContaining('"BS0"'),
    expect.stringMatching(/"BS1"/),
  ]);

  const program = join(folder, "program.mts");
  await writeFile(
    program,
    `import { createClient } from "./src/index.ts";
     import { createEmulator } from "./src/emulator/index.ts";
     import { createPathsClient } from "./src/openapi-fetch/index.ts";
     const emulator = createEmulator();
     const options = { accountSid: emulator.accountSid, authToken: "any", fetch: emulator.fetch };
     const url = "https://conversations.twilio.com${PATH.replace("{ChatServiceSid}", SID)}";
     const fetched = await createClient(options).fetch(url);
     const path = { ChatServiceSid: "${SID}" };
     const typed = await createPathsClient(options).conversations_v1.GET("${PATH}", { params: { path } });
     const authorization = "Bearer x";
     const refused = await emulator.fetch(url, { method: "DELETE", headers: { authorization } });
     const operations = emulator.requests.map(({ operationId }) => operationId ?? null);
     const bodies = [await fetched.json(), typed.data];
     console.log(JSON.stringify({ bodies, operations, refused: refused.status, seeded: emulator.seed(1).length }));`,
  );
  expect(await outputOf(program)).toEqual({
    bodies: [CONFIGURATION, CONFIGURATION],
    operations: ["FetchServiceNotification", "FetchServiceNotification", null],
    refused: 405,
    seeded: 2,
  });
});
