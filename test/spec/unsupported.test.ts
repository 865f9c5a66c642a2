import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { bundle } from "../../scripts/generate/bundle.ts";
import { emulationModule } from "../../scripts/generate/emulation.ts";
import { withOpenResponses } from "../../scripts/generate/open-enums.ts";
import { loadSids } from "../../scripts/generate/sids.ts";
import { assertSupported } from "../../scripts/generate/supported.ts";
import { operationsModule } from "../../scripts/generate/table.ts";
import { loadDocument } from "../../scripts/openapi/load.ts";
import { copyProject } from "./copy.ts";

const METHOD = /supported.*get, delete/i;

const cases: [what: string, file: string, from: string, to: string, line: string, message: RegExp][] = [
  [
    "another method",
    "conversations_v1.yaml",
    "    get:\n      operationId: Fetch",
    "    post:\n      operationId: Fetch",
    "    post:",
    METHOD,
  ],
  [
    "a request body",
    "conversations_v1.yaml",
    "      operationId: FetchServiceBinding\n",
    "      operationId: FetchServiceBinding\n      requestBody: { content: {} }\n",
    "      requestBody:",
    /FetchServiceBinding: requestBody is not supported.*operationId.*responses/,
  ],
  [
    "a request body in a shared file",
    "components/chat.yaml",
    "      operationId: DeleteBinding\n",
    "      operationId: DeleteBinding\n      requestBody: { content: {} }\n",
    "      requestBody:",
    /DeleteBinding: requestBody/,
  ],
  [
    "an operation without a name",
    "conversations_v1.yaml",
    "      operationId: FetchServiceBinding\n",
    "",
    "    get:",
    /operationId is missing/,
  ],
  [
    "security of one operation",
    "conversations_v1.yaml",
    "      operationId: FetchServiceBinding\n",
    "      operationId: FetchServiceBinding\n      security: []\n",
    "      security:",
    /security/,
  ],
  [
    "a header parameter",
    "conversations_v1.yaml",
    "      name: Identity\n      in: query",
    "      name: Identity\n      in: header",
    "    Identity:",
    /Identity: in: header.*path, query/,
  ],
  [
    "a parameter that is not written as the SDK writes it",
    "conversations_v1.yaml",
    "      name: Identity\n",
    "      name: Identity\n      explode: false\n",
    "      explode:",
    /Identity: explode/,
  ],
  [
    "a query parameter that must be given",
    "conversations_v1.yaml",
    "      name: Identity\n",
    "      name: Identity\n      required: true\n",
    "      required: true",
    /Identity: required/,
  ],
  [
    "a query parameter of another type",
    "components/paging.yaml",
    "    type: string\n  x-paging: token",
    "    type: boolean\n  x-paging: token",
    "  schema:",
    /PageToken: its type.*string, integer, array of string/,
  ],
  [
    "a filter that compares no property",
    "conversations_v1.yaml",
    "      name: Identity\n",
    "      name: Identities\n",
    "    Identity:",
    /Identities.*no property identities/,
  ],
  [
    "a pattern of its own",
    "conversations_v1.yaml",
    "        $ref: components/sids.yaml#/BindingSid",
    "        type: string\n        pattern: ^BS",
    "      schema:",
    /Sid: its pattern.*sids\.yaml/,
  ],
  [
    "a success that is not JSON",
    "conversations_v1.yaml",
    "application/json:\n              schema:\n                $ref",
    "text/csv:\n              schema:\n                $ref",
    '        "200":',
    /FetchServiceBinding: this response.*application\/json/,
  ],
  [
    "a second server",
    "conversations_v1.yaml",
    "  - url: https://conversations.twilio.com\n",
    "  - url: https://conversations.twilio.com\n  - url: https://example.com\n",
    "servers:",
    /more than one server/,
  ],
  [
    "a page of two lists",
    "conversations_v1.yaml",
    "                  bindings:\n",
    "                  others: { type: array, items: { type: string } }\n                  bindings:\n",
    "                properties:",
    /ListServiceBinding: a page must have one array/,
  ],
  [
    "a URL without an example",
    "conversations_v1.yaml",
    "\n                    url: https",
    "\n                    uri: https",
    "        url:",
    /url: its example must be a URL/,
  ],
  [
    "two successes",
    "conversations_v1.yaml",
    '        "204":\n',
    '        "202":\n          description: Later.\n        "204":\n',
    "      responses:",
    /DeleteServiceBinding.*one success/,
  ],
];

/** What the generator reads of a document before it writes anything. */
async function read(folder: string, name: string): Promise<string> {
  const document = await loadDocument(join(folder, `${name}.yaml`));
  assertSupported(document);
  const documents = [{ name, document }];
  return operationsModule(documents, await loadSids(folder)) + emulationModule(documents);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

it.each(cases)("rejects %s with file and line", async (_, file, from, to, line, message) => {
  const { edit, openapi } = await copyProject("openapi");
  const name = file === "components/chat.yaml" ? "chat_v2" : "conversations_v1";
  await read(openapi, name);
  await edit(join("openapi", file), from, to);
  const error = await read(openapi, name).then(() => "accepted", messageOf);
  expect(error).toMatch(message);
  const [, where = "", number] = /^(.*?):(\d+): /.exec(error) ?? [];
  expect(where.endsWith(join("openapi", file))).toBe(true);
  const lines = (await readFile(join(openapi, file), "utf8")).split("\n");
  expect(lines[Number(number) - 1]).toContain(line);
});

it("rejects a list without a parameter to page by, at the list", async () => {
  const { edit, openapi } = await copyProject("openapi");
  await edit("openapi/components/paging.yaml", "  x-paging: index\n", "");
  await expect(read(openapi, "conversations_v1")).rejects.toThrow(
    /conversations_v1\.yaml:\d+: ListServiceBinding needs one query parameter with x-paging: index/,
  );
});

it("rejects a schema with an enum that a parameter and a response share", async () => {
  const { edit, openapi } = await copyProject("openapi");
  const file = "openapi/conversations_v1.yaml";
  const inPlace = '        type: array\n        items:\n          $ref: "#/components/schemas/BindingType"';
  const one = 'notifications.\n          $ref: "#/components/schemas/BindingType"';
  const list =
    '    BindingTypes:\n      description: Several.\n      type: array\n      items: { $ref: "#/components/schemas/BindingType" }\n';
  await edit(file, inPlace, '        $ref: "#/components/schemas/BindingTypes"');
  await edit(file, "  schemas:\n", `  schemas:\n${list}`);
  await edit(file, one, one.replace("BindingType", "BindingTypes"));
  const bundled = await bundle(join(openapi, "conversations_v1.yaml"));
  expect(() => withOpenResponses(bundled)).toThrow(/BindingTypes\/items.*both sent and received/);
});
