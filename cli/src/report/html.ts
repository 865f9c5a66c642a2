import { printable } from "../terminal/styles.ts";

/** HTML that is finished: made by `html`, from texts that are escaped. */
export interface Markup {
  readonly markup: string;
}

/** What can stand in a template. Texts and numbers are escaped. */
type Part = string | number | Markup | readonly Markup[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Writes HTML: whatever is put into the template is escaped, for elements and for attributes in quotes, and characters
 * that are not seen are written by number.
 */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: String.raw({ raw: template }, ...parts.map(render)) };
}

function render(part: Part): string {
  if (typeof part === "number") return String(part);
  if (typeof part === "string") return printable(part).replace(/[&<>"']/g, (one) => entities[one] ?? one);
  return "markup" in part ? part.markup : part.map(({ markup }) => markup).join("\n");
}
