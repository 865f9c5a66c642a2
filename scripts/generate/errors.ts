import { relative } from "node:path";
import type { OpenApiDocument } from "../openapi/load.ts";

/** Something in a document that the generator cannot use. The message begins with the file and line. */
export class GeneratorError extends Error {
  override readonly name = "GeneratorError";

  constructor(
    document: OpenApiDocument,
    place: { readonly file: string; readonly pointer: string },
    message: string,
  ) {
    super(`${relative(process.cwd(), place.file)}:${document.lineOf(place)}: ${message}`);
  }
}
