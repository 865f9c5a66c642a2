import ts from "typescript";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

/** The members of the client, and whether an editor strikes them through. */
function deprecationOfMembers(): Record<string, boolean> {
  const file = fileURLToPath(new URL("../src/client.ts", import.meta.url));
  const options: ts.CompilerOptions = {
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    noLib: true,
  };
  const program = ts.createProgram([file], { ...options, module: ts.ModuleKind.NodeNext });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const client = source?.statements
    .filter(ts.isInterfaceDeclaration)
    .find(({ name }) => name.text === "Client");
  if (!client) return {};
  const members = checker.getTypeAtLocation(client).getProperties();
  const isDeprecated = (member: ts.Symbol) =>
    member.getJsDocTags(checker).some(({ name }) => name === "deprecated");
  return Object.fromEntries(members.map((member) => [member.name, isDeprecated(member)]));
}

it("the products that are past their end of life are deprecated, and Conversations is not", () => {
  expect(deprecationOfMembers()).toEqual({ conversations: false, chat: true, ipMessaging: true });
});
