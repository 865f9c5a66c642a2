import { DocumentError, type OpenApiDocument } from "../openapi/load.ts";
import { FLAG, type Fields, readFields } from "./fields.ts";
import { isRecord } from "./json.ts";
import { type Element, type Reading, elementOf } from "./model.ts";
import { serversIn } from "./read-access.ts";
import { type Place, readOperation } from "./read-operation.ts";

/** The part of a document that is compared. */
export interface Scope {
  readonly document: OpenApiDocument;
  /** The document's own `x-` members and unknown ones. */
  readonly root: Element;
  /** By path, without the names of placeholders: `/v1/pets/{}`. */
  readonly paths: ReadonlyMap<string, Element>;
  /** By method and path: `GET /v1/pets/{}`. */
  readonly operations: ReadonlyMap<string, Element>;
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] as const;

const ROOT: Fields = Object.fromEntries(
  [
    ...["openapi", "info", "servers", "paths", "webhooks", "components", "security", "tags", "externalDocs"],
    ...["jsonSchemaDialect", "$self"],
  ].map((key) => [key, "elsewhere"]),
);

const PATH_ITEM: Fields = {
  ...{ $ref: "elsewhere", parameters: "elsewhere", servers: "elsewhere" },
  ...{ summary: "description", description: "description", deprecated: FLAG },
  ...Object.fromEntries(METHODS.map((method) => [method, "elsewhere" as const])),
};

/**
 * Reads the operations of all paths, or of those that have a fixed segment matching the pattern or are in one of
 * the other scopes. Nothing else in the document is looked at.
 *
 * @throws {@link DocumentError} if the document has no paths, or a `$ref` in the scope cannot be resolved.
 */
export function readScope(document: OpenApiDocument, pattern?: RegExp, others: readonly Scope[] = []): Scope {
  const reading: Reading = { document, schemas: new Map() };
  const paths = new Map<string, Element>();
  const operations = new Map<string, Element>();
  const templates = document.child(document.root, "paths");
  for (const { template, path, prefix } of placesOf(document, pattern, others)) {
    const item = templates && document.child(templates, template);
    if (item === undefined) continue;
    paths.set(path, elementOf("path item", item, readFields(item, PATH_ITEM)));
    for (const method of METHODS) {
      const operation = document.child(item, method);
      if (operation === undefined) continue;
      const key = `${method.toUpperCase()} ${path}`;
      if (operations.has(key)) throw new DocumentError(`describes ${key} twice`, item.file, item.pointer);
      operations.set(key, readOperation(reading, item, operation, { template, prefix }));
    }
  }
  const root = elementOf("document", document.root, readFields(document.root, ROOT));
  return { document, root, paths, operations };
}

function placesOf(document: OpenApiDocument, pattern: RegExp | undefined, others: readonly Scope[]) {
  const paths = isRecord(document.root.value) ? document.root.value["paths"] : undefined;
  const templates = isRecord(paths) ? Object.keys(paths).filter((key) => key.startsWith("/")) : [];
  if (!isRecord(paths) || templates.length === 0) {
    throw new DocumentError("describes no paths at all", document.root.file);
  }
  const isKnown = (path: string) => others.some((scope) => scope.paths.has(path));
  const isMatch = (path: string) =>
    pattern === undefined || path.split("/").some((part) => !part.startsWith("{") && pattern.test(part));
  return templates.flatMap((template): (Place & { readonly path: string })[] => {
    const path = template.replace(/\{[^}]*\}/g, "{}");
    const place = { template, path, prefix: "" };
    if (isKnown(path)) return [place];
    const prefix = serverPrefix([paths[template], document.root.value]);
    if (isKnown(prefix + path)) return [{ template, path: prefix + path, prefix }];
    return isMatch(path) ? [place] : [];
  });
}

/** The path in the URL of the first server: a path may begin there. */
function serverPrefix(owners: readonly unknown[]): string {
  const [server] = owners.map(serversIn).find((servers) => servers.length > 0) ?? [];
  return /^https?:\/\/[^/]+(\/.*?)\/*$/i.exec(String(server?.["url"]))?.[1] ?? "";
}
