import type { Node, OpenApiDocument } from "../openapi/load.ts";
import {
  type LoadedDocument,
  type OperationNode,
  operationsOf,
  resourceOf,
  successOf,
} from "./operations.ts";

/** The module with what only the emulator needs: how resources look, and what the API says when it refuses. */
export function emulationModule(documents: readonly LoadedDocument[]): string {
  const resources = documents.map(({ name, document }) => {
    const fetches = operationsOf(document).filter((operation) => isFetch(document, operation));
    return [
      name,
      Object.fromEntries(fetches.map((operation) => [operation.path, resource(document, operation)])),
    ];
  });
  return [
    "/** An error body as the API writes it. */",
    "export interface ErrorExample { readonly code: number; readonly message: string; readonly more_info: string; readonly status: number }",
    "",
    "/** The resource behind each path that fetches one, by document: its properties in order, and the example. */",
    `export const resources = ${JSON.stringify(Object.fromEntries(resources))} as const;`,
    "",
    "/** Error bodies by status (5XX as 500). */",
    `export const errors = ${JSON.stringify(errorExamples(documents))} as const satisfies Readonly<Record<number, ErrorExample>>;`,
    "",
    "/** Headers that every success carries, CORS for browsers. */",
    `export const successHeaders = ${JSON.stringify(successHeaders(documents))} as const satisfies Readonly<Record<string, string>>;`,
  ].join("\n");
}

function isFetch(document: OpenApiDocument, operation: OperationNode): boolean {
  const found = resourceOf(document, operation);
  return found !== undefined && found.itemKey === undefined;
}

function resource(document: OpenApiDocument, operation: OperationNode) {
  const schema = resourceOf(document, operation)?.schema;
  const properties = schema && document.child(schema, "properties");
  const media = successOf(document, operation).media;
  return {
    properties: properties ? document.entries(properties).map(([name]) => name) : [],
    example: media && firstExample(document, media),
  };
}

function errorExamples(documents: readonly LoadedDocument[]): Record<string, unknown> {
  const examples = documents.flatMap(({ document }) =>
    operationsOf(document).flatMap(({ node }) => {
      const responses = document.child(node, "responses");
      return (responses ? document.entries(responses) : [])
        .filter(([status]) => /^[45]/.test(status))
        .map(([status, response]): [string, unknown] => {
          const content = document.child(response, "content");
          const media = content && document.child(content, "application/json");
          return [status.replace("XX", "00"), media && firstExample(document, media)];
        });
    }),
  );
  return Object.fromEntries(examples);
}

function successHeaders(documents: readonly LoadedDocument[]): Record<string, string> {
  const examples = documents.flatMap(({ document }) =>
    operationsOf(document).flatMap((operation) => {
      const headers = document.child(successOf(document, operation).response, "headers");
      return (headers ? document.entries(headers) : [])
        .filter(([name]) => name.toLowerCase().startsWith("access-control-"))
        .map(([name, header]): [string, unknown] => [name, document.child(header, "example")?.value]);
    }),
  );
  return Object.fromEntries(
    examples.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function firstExample(document: OpenApiDocument, media: Node): unknown {
  const examples = document.child(media, "examples");
  const [first] = examples ? document.entries(examples) : [];
  return first && document.child(first[1], "value")?.value;
}
