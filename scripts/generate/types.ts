import openapiTS, { type OpenAPI3, astToString } from "openapi-typescript";
import ts from "typescript";
import { ANY_OTHER_STRING, withOpenResponses } from "./open-enums.ts";
import { literalPrefix } from "./sids.ts";

const { factory } = ts;

/**
 * The path, operation and schema types of a bundled document. Strings with a pattern become template literals, and
 * the enums of responses are open.
 */
export async function typesModule(bundled: Record<string, unknown>): Promise<string> {
  const source = withOpenResponses(bundled) as unknown as OpenAPI3;
  return astToString(await openapiTS(source, { transform: typeOfString, silent: true }));
}

/** The types of strings that openapi-typescript itself does not know. */
function typeOfString(schema: object): ts.TypeNode | undefined {
  const { type, pattern } = schema as { type?: unknown; pattern?: unknown };
  if (type !== "string") return undefined;
  // `string & {}` and not `string`, which would absorb the known values that editors complete.
  if (ANY_OTHER_STRING in schema)
    return factory.createIntersectionTypeNode([string(), factory.createTypeLiteralNode([])]);
  return typeof pattern === "string" ? templateLiteral(literalPrefix(pattern)) : undefined;
}

/** The type of strings that begin with `prefix`. */
function templateLiteral(prefix: string): ts.TypeNode {
  if (prefix === "") return string();
  const span = factory.createTemplateLiteralTypeSpan(string(), factory.createTemplateTail(""));
  return factory.createTemplateLiteralType(factory.createTemplateHead(prefix), [span]);
}

function string(): ts.KeywordTypeNode {
  return factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword);
}
