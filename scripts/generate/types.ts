import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { literalPrefix } from "./sids.ts";

/** The path, operation and schema types of a document. Strings with a pattern become template literals. */
export async function typesModule(file: string): Promise<string> {
  const nodes = await openapiTS(pathToFileURL(resolve(file)), {
    transform: (schema) => {
      // openapi-typescript's own types do not know `pattern`.
      const { type, pattern } = schema as { type?: unknown; pattern?: unknown };
      return type === "string" && typeof pattern === "string"
        ? templateLiteral(literalPrefix(pattern))
        : undefined;
    },
  });
  return astToString(nodes);
}

/** The type of strings that begin with `prefix`. */
function templateLiteral(prefix: string): ts.TypeNode {
  const { factory } = ts;
  const rest = factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword);
  if (prefix === "") return rest;
  const span = factory.createTemplateLiteralTypeSpan(rest, factory.createTemplateTail(""));
  return factory.createTemplateLiteralType(factory.createTemplateHead(prefix), [span]);
}
