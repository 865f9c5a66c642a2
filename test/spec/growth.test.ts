import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import type { Operation, operations } from "../../generated/operations.ts";
import { PUSH_CONFIGURATION, copyProject, root } from "./copy.ts";

type Operations = Record<keyof typeof operations, Record<string, Operation>>;

/** The operation table of a generated module. */
async function tableOf(module: string): Promise<Operations> {
  const { outputText } = ts.transpileModule(module, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  const url = `data:text/javascript,${encodeURIComponent(outputText)}`;
  const loaded = (await import(/* @vite-ignore */ url)) as { operations: Operations };
  return loaded.operations;
}

/** What the compiler says of a program and all that it imports. */
function typeErrors(file: string): string[] {
  const config = ts.getParsedCommandLineOfConfigFile(join(root, "tsconfig.json"), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
      throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
    },
  });
  const options = { ...config?.options, rootDir: "/" };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([file], options))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

it("adds an operation of the spec to the table, the types and the document, and src/ compiles as it is", async () => {
  const { edit, folder, regenerate } = await copyProject("openapi", "src");
  await edit("openapi/conversations_v1.yaml", "\ncomponents:\n", PUSH_CONFIGURATION);
  const outputs = await regenerate();

  const table = await tableOf(outputs.get("operations.ts") ?? "");
  expect(table.conversations_v1["FetchServiceNotification"]).toEqual({
    id: "FetchServiceNotification",
    method: "GET",
    server: "https://conversations.twilio.com",
    path: "/v1/Services/{ChatServiceSid}/Configuration/Notifications",
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

  const program = join(folder, "program.ts");
  await writeFile(
    program,
    `import type { paths } from "./generated/conversations_v1.ts";
     export * from "./src/index.ts";
     type Configuration = paths["/v1/Services/{ChatServiceSid}/Configuration/Notifications"]["get"]["responses"][200]["content"]["application/json"];
     export const configuration: Configuration = { chat_service_sid: "IS0", log_enabled: true };
     export const wrong: Configuration = { chat_service_sid: "BS0", log_enabled: true };`,
  );
  expect(typeErrors(program)).toEqual([expect.stringContaining('"BS0"')]);
});
