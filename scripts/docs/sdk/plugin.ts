import {
  type Application,
  Comment,
  CommentTag,
  type Context,
  Converter,
  DeclarationReflection,
  type ProjectReflection,
  ReferenceType,
  ReflectionKind,
  type SomeType,
} from "typedoc";
import { groupOf } from "./groups.ts";

/** Prepares what TypeDoc has read of the sources for the pages. */
export function prepareReference(app: Application): void {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }: Context) => {
    useDescriptions(project);
    removeNamesOfDefault(project);
    linkAcrossModules(project);
    leaveOutInternals(project);
    for (const module of project.children ?? [])
      for (const name of module.children ?? []) {
        addGroup(name, groupOf(module.name, name.name));
        // What its users call it.
        if (name.name === "default") name.name = "twilio";
      }
  });
}

/** openapi-typescript writes `@description`; TypeDoc reads plain text. */
function useDescriptions(project: ProjectReflection): void {
  for (const { comment } of Object.values(project.reflections)) {
    const description = comment?.getTag("@description");
    if (!comment || !description) continue;
    const space = comment.summary.length > 0 ? [{ kind: "text", text: " " } as const] : [];
    comment.summary = [...description.content, ...space, ...comment.summary];
    comment.removeTags("@description");
  }
}

/** The named exports have pages of their own; they are properties of the callable, too. */
function removeNamesOfDefault(project: ProjectReflection): void {
  for (const reflection of project.getReflectionsByKind(ReflectionKind.Property)) {
    if (reflection.parent?.getFullName().endsWith(".default.__type")) project.removeReflection(reflection);
  }
}

/**
 * Nobody constructs an error of this package, and how `instanceof` works across its two builds is no use to know. What
 * a resource is derived from has no name outside.
 */
function leaveOutInternals(project: ProjectReflection): void {
  for (const reflection of declarationsOf(project, ReflectionKind.Class)) {
    for (const child of [...(reflection.children ?? [])])
      if (["constructor", "errorName", "[hasInstance]"].includes(child.name)) project.removeReflection(child);
  }
  for (const declaration of declarationsOf(project, ReflectionKind.Interface)) {
    const bases = declaration.extendedTypes?.filter((type) => !isHidden(type));
    if (bases?.length) declaration.extendedTypes = bases;
    else delete declaration.extendedTypes;
  }
}

function declarationsOf(project: ProjectReflection, kind: ReflectionKind): DeclarationReflection[] {
  return project
    .getReflectionsByKind(kind)
    .filter((reflection) => reflection instanceof DeclarationReflection);
}

function isHidden(type: SomeType): boolean {
  return type instanceof ReferenceType && type.name === "Resource";
}

/** A docstring may link to a public name that its own module does not import. */
function linkAcrossModules(project: ProjectReflection): void {
  const [main] = project.children ?? [];
  const names = new Map(main?.children?.map((child) => [child.name, child]));
  for (const { comment } of Object.values(project.reflections)) {
    const parts = [
      ...(comment?.summary ?? []),
      ...(comment?.blockTags.flatMap(({ content }) => content) ?? []),
    ];
    for (const part of parts) {
      if (part.kind !== "inline-tag" || part.target !== undefined) continue;
      const target = names.get(part.text);
      if (target) part.target = target;
    }
  }
}

function addGroup(reflection: DeclarationReflection, group: string): void {
  const tag = new CommentTag("@group", [{ kind: "text", text: group }]);
  const comments = reflection.signatures?.map((signature) => (signature.comment ??= new Comment()));
  for (const comment of comments ?? [(reflection.comment ??= new Comment())]) comment.blockTags.push(tag);
}
