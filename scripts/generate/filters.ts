import type { OpenApiDocument } from "../openapi/load.ts";
import { type LoadedDocument, operationsOf, parametersOf, resourceOf, text } from "./operations.ts";
import { queryParameter } from "./table.ts";

/** The module with the filters of each list as options: names in camelCase, one value or several, described. */
export function filtersModule(documents: readonly LoadedDocument[]): string {
  const lines = documents.flatMap(({ name, document }) => [
    `  ${name}: {`,
    ...filtersOf(document).flatMap(({ id, filters }) => [
      `    ${id}: {`,
      ...filters.flatMap(({ option, description, values }) => [
        `      /** ${description} */`,
        `      readonly ${option}?: OneOrMore<${values?.map((value) => JSON.stringify(value)).join(" | ") ?? "string"}>;`,
      ]),
      "    };",
    ]),
    "  };",
  ]);
  return [
    "/** One value, or several of which any may match. */",
    "export type OneOrMore<Value extends string> = Value | readonly Value[];",
    "",
    "/** The filters of each list, by document and operationId. */",
    "export interface ListFilters {",
    ...lines,
    "}",
  ].join("\n");
}

/** The lists of a document, each with its filters: the query parameters that do not page. */
function filtersOf(document: OpenApiDocument) {
  const lists = operationsOf(document).filter(
    (operation) => resourceOf(document, operation)?.itemKey !== undefined,
  );
  return lists.map((operation) => ({
    id: operation.id,
    filters: parametersOf(document, operation)
      .filter((node) => text(document, node, "in") === "query" && text(document, node, "x-paging") === "")
      .map((node) => {
        const name = text(document, node, "name");
        const values = queryParameter(document, node).enum as readonly string[] | undefined;
        const description = text(document, node, "description").trim().replace(/\s+/g, " ");
        return { option: name.charAt(0).toLowerCase() + name.slice(1), description, values };
      }),
  }));
}
