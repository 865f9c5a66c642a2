import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { operations as documents } from "../../generated/operations.ts";

const require = createRequire(import.meta.url);

/** An OpenAPI document in one piece, with its code samples, as far as the site reads it. */
export interface Reference {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: { readonly parameters: Readonly<Record<string, Parameter>> };
}
type Method = "get" | "delete";
type PathItem = Readonly<Partial<Record<Method, Operation>>>;
interface Parameter {
  readonly name: string;
  readonly description: string;
}
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly deprecated?: boolean;
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly "x-codeSamples": readonly CodeSample[];
}
/** A program that calls the operation, as the decorator of redocly-plugin.ts has put it into the document. */
export interface CodeSample {
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

/** One operation, and the document that holds nothing else. */
export interface OperationReference {
  readonly method: Method;
  readonly path: string;
  readonly operation: Operation;
  readonly document: object;
}

/** Bundles the documents of `openapi/` with Redocly, by their names. A missing code sample throws. */
export async function bundleReferences(folder: string): Promise<Map<string, Reference>> {
  const names = Object.keys(documents);
  const cli = join(dirname(require.resolve("@redocly/cli/package.json")), "bin/cli.js");
  const config = ["--config", "scripts/docs/redocly.yaml"];
  const call = ["--import", "tsx", cli, "bundle", ...names, ...config, "--output", folder, "--ext", "json"];
  await promisify(execFile)(process.execPath, call).catch((error: unknown) => {
    throw new Error("Redocly could not bundle openapi/.", { cause: error });
  });
  const read = async (name: string): Promise<[string, Reference]> => [
    name,
    JSON.parse(await readFile(join(folder, `${name}.json`), "utf8")) as Reference,
  ];
  return new Map(await Promise.all(names.map(read)));
}

/** The operations of a document, in its order. */
export function operationsOf(reference: Reference): OperationReference[] {
  return Object.entries(reference.paths).flatMap(([path, item]) =>
    (["get", "delete"] as const).flatMap((method) => {
      const operation = item[method];
      return operation
        ? [{ method, path, operation, document: only(reference, path, method, operation) }]
        : [];
    }),
  );
}

/** What a query parameter is for, by its name in the SDK, which begins with a small letter. */
export function parameterDescription(reference: Reference, operationId: string, name: string): string {
  const operation = operationsOf(reference).find((each) => each.operation.operationId === operationId);
  const parameters = (operation?.operation.parameters ?? []).map((parameter) =>
    "$ref" in parameter
      ? reference.components.parameters[parameter.$ref.replace("#/components/parameters/", "")]
      : parameter,
  );
  const found = parameters.find((parameter) => parameter?.name.toLowerCase() === name.toLowerCase());
  if (!found) throw new Error(`${operationId} has no parameter ${name}.`);
  return found.description;
}

/**
 * The document cut down to one operation. What the page around Redoc shows already is left out: descriptions and code
 * samples. So are tags, because Redoc keeps the section of a tag closed.
 */
function only(reference: Reference, path: string, method: Method, operation: Operation): object {
  const shared = without(reference.paths[path] ?? {}, ["get", "delete", "description"]);
  const bare = without(operation, ["tags", "description", "x-codeSamples"]);
  return { ...without(reference, ["tags"]), paths: { [path]: { ...shared, [method]: bare } } };
}

function without(members: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
}
