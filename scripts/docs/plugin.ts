import {
  type Application,
  Comment,
  Converter,
  type Context,
  type DocumentReflection,
  JSX,
  PageEvent,
  type ProjectReflection,
  ReflectionKind,
} from "typedoc";
import { redocElement } from "./redoc.ts";
import { type Reference, parameterDescription } from "./reference.ts";

/** The filters of a list in the SDK, and the operation whose query parameters they are. */
const filters: Readonly<Record<string, readonly [document: string, operationId: string]>> = {
  ServiceBindingFilters: ["conversations_v1", "ListServiceBinding"],
  ChatBindingFilters: ["chat_v2", "ListBinding"],
  ChatUserBindingFilters: ["chat_v2", "ListUserBinding"],
};

/** A Markdown file is titled by its first heading, here as on GitHub. */
export function titleFromHeading(app: Application): void {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_: unknown, document: DocumentReflection) => {
    const text = document.content.map((part) => part.text).join("");
    document.name = /^# (.+)$/m.exec(text)?.[1] ?? document.name;
  });
}

/** Takes the words for what is generated from `openapi/` from there. */
export function wordsFromOpenApi(references: ReadonlyMap<string, Reference>) {
  return (app: Application): void => {
    app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }: Context) => {
      // openapi-typescript writes `@description`; TypeDoc wants plain words.
      for (const { comment } of Object.values(project.reflections)) {
        const description = comment?.getTag("@description");
        if (!comment || !description) continue;
        comment.summary = [...comment.summary, ...description.content];
        comment.removeTags("@description");
      }
      for (const reflection of project.getReflectionsByKind(ReflectionKind.Property)) {
        const [document = "", operationId = ""] = filters[reflection.parent?.name ?? ""] ?? [];
        const reference = references.get(document);
        if (!reference) continue;
        const text = parameterDescription(reference, operationId, reflection.name);
        reflection.comment ??= new Comment([{ kind: "text", text }]);
      }
      // The named exports are documented as such; they are properties of the callable, too.
      removeNamesOfDefault(project);
    });
  };
}

function removeNamesOfDefault(project: ProjectReflection): void {
  for (const reflection of project.getReflectionsByKind(ReflectionKind.Property)) {
    if (reflection.parent?.getFullName().endsWith(".default.__type")) project.removeReflection(reflection);
  }
}

/** TypeDoc puts its icons into each page; a page on disk may not look for them in another file. */
export function iconsOnThePage(app: Application): void {
  app.renderer.on(PageEvent.END, (page: PageEvent) => {
    page.contents = (page.contents ?? "").replaceAll(/href="[^"]*assets\/icons\.svg#/g, 'href="#');
  });
}

/** Draws with Redoc what the front matter of a page names, under the page's own text. */
export function redocPages(documents: ReadonlyMap<string, object>, script: string) {
  return (app: Application): void => {
    app.renderer.hooks.on("content.end", (context) => {
      const { model } = context.page;
      const key: unknown =
        "frontmatter" in model ? (model as DocumentReflection).frontmatter["redoc"] : undefined;
      if (typeof key !== "string") return JSX.createElement(JSX.Fragment, null);
      const document = documents.get(key);
      if (!document) throw new Error(`There is no operation ${key}.`);
      return JSX.createElement(JSX.Raw, { html: redocElement(document, context.relativeURL(script)) });
    });
  };
}
