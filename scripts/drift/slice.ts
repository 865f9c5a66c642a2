import { DocumentError, type OpenApiDocument } from "../openapi/load.ts";
import { FLAG, type Field, readFields } from "./fields.ts";
import { isRecord } from "./json.ts";
import { type Element, type Reading, emptyElement } from "./model.ts";
import { type Place, readOperation } from "./read-operation.ts";
import { serversIn } from "./read-access.ts";

/** The part of a document that is compared. */
export interface Slice {
  readonly document: OpenApiDocument;
  /** What the document says about itself as a whole: `x-` members and unknown ones. */
  readonly root: Element;
  /** By path, with the names of placeholders left out: `/v1/Services/{}/Bindings`. */
  readonly paths: ReadonlyMap<string, Element>;
  /** By method and path: `GET /v1/Services/{}/Bindings`. */
  readonly operations: ReadonlyMap<string, Element>;
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] as const;

const ROOT: Partial<Record<string, Field>> = Object.fromEntries(
  [
    ...["openapi", "info", "servers", "paths", "webhooks", "components", "security", "tags", "externalDocs"],
    ...["jsonSchemaDialect", "$self"],
  ].map((key) => [key, "elsewhere"]),
);

const PATH_ITEM: Partial<Record<string, Field>> = {
  ...{ $ref: "elsewhere", parameters: "elsewhere", servers: "elsewhere" },
  ...{ summary: "prose", description: "prose", deprecated: FLAG },
  ...Object.fromEntries(METHODS.map((method) => [method, "elsewhere" as const])),
};

/** Which paths are compared: all, or the known ones and every one that touches bindings. */
export type Wanted = "all" | ReadonlySet<string>;

/**
 * Reads the operations of the paths that are wanted. Nothing else of the document is looked at.
 *
 * @throws DocumentError if the document has no paths at all, or one of the slice's `$ref`s leads nowhere.
 */
export function readSlice(document: OpenApiDocument, wanted: Wanted): Slice {
  const reading: Reading = { document, schemas: new Map() };
  const paths = new Map<string, Element>();
  const operations = new Map<string, Element>();
  const templates = document.child(document.root, "paths");
  for (const { template, path, prefix } of placesOf(document, wanted)) {
    const item = templates && document.child(templates, template);
    if (item === undefined) continue;
    paths.set(path, { ...emptyElement("path item", item), ...readFields(item, PATH_ITEM) });
    for (const method of METHODS) {
      const operation = document.child(item, method);
      if (operation === undefined) continue;
      const key = `${method.toUpperCase()} ${path}`;
      if (operations.has(key)) throw new DocumentError(`describes ${key} twice`, item.file, item.pointer);
      operations.set(key, readOperation(reading, item, operation, { template, prefix }));
    }
  }
  const root = { ...emptyElement("document", document.root), ...readFields(document.root, ROOT) };
  return { document, root, paths, operations };
}

/**
 * An operation touches bindings if a fixed part of its path names them: `/v1/Services/{Sid}/Bindings`,
 * `/v2/Services/{Sid}/Users/{Sid}/Bindings/{Sid}`, but not `/v1/Services/{Sid}/Configuration/Notifications`.
 */
function touchesBindings(path: string): boolean {
  return path.split("/").some((part) => !part.startsWith("{") && /binding/i.test(part));
}

/** The path with the names of its placeholders left out. */
function plainPath(template: string): string {
  return template.replace(/\{[^}]*\}/g, "{}");
}

function placesOf(document: OpenApiDocument, wanted: Wanted): (Place & { readonly path: string })[] {
  const paths = isRecord(document.root.value) ? document.root.value["paths"] : undefined;
  const templates = isRecord(paths) ? Object.keys(paths).filter((key) => key.startsWith("/")) : [];
  if (!isRecord(paths) || templates.length === 0) {
    throw new DocumentError("describes no paths at all", document.root.file);
  }
  return templates.flatMap((template) => {
    const plain = plainPath(template);
    const prefix = serverPrefix([paths[template], document.root.value]);
    const place = { template, path: plain, prefix: "" };
    if (wanted === "all" || wanted.has(plain)) return [place];
    if (wanted.has(prefix + plain)) return [{ template, path: prefix + plain, prefix }];
    return touchesBindings(plain) ? [place] : [];
  });
}

/** The path in the URL of the first server: the beginning of a path may be written there. */
function serverPrefix(owners: readonly unknown[]): string {
  const [server] = owners.map(serversIn).find((servers) => servers.length > 0) ?? [];
  return /^https?:\/\/[^/]+(\/.*?)\/*$/i.exec(String(server?.["url"]))?.[1] ?? "";
}
