import { readFile } from "node:fs/promises";
import ts from "typescript";
import { expect, it } from "vitest";

it("the products past their end of life are deprecated, and nothing else of the client is", async () => {
  const text = await readFile(new URL("../src/client.ts", import.meta.url), "utf8");
  const source = ts.createSourceFile("client.ts", text, ts.ScriptTarget.Latest, true);
  const client = source.statements
    .filter(ts.isInterfaceDeclaration)
    .find(({ name }) => name.text === "Client");
  const members = client?.members.map((member) => [
    member.name?.getText(),
    ts.getJSDocDeprecatedTag(member) !== undefined,
  ]);
  expect(Object.fromEntries(members ?? [])).toEqual({
    conversations: false,
    chat: true,
    ipMessaging: true,
    fetch: false,
  });
});
