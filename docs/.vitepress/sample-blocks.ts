import type { MarkdownRenderer } from "vitepress";
import { fileOf, sampleOf } from "../../scripts/docs/samples/table.ts";

const marker = /^<!-- (?:code examples\/(\S+)|\/code) -->\s*$/;

/** Marks the code blocks that run in the page with `data-sample`, and says of the others why they do not. */
export function bindSamples(md: MarkdownRenderer): void {
  // Markers become part of the block that follows them.
  md.core.ruler.push("samples", (state) => {
    let id: string | undefined;
    state.tokens = state.tokens.filter((token) => {
      const match = token.type === "html_block" ? marker.exec(token.content) : null;
      if (match) {
        id = match[1];
        return false;
      }
      if (token.type === "fence" && id !== undefined) {
        if (token.info.startsWith("ts")) token.info += ` run:${id}`;
        id = undefined;
      }
      return true;
    });
  });
  const fence = md.renderer.rules.fence;
  if (!fence) throw new Error("There is no renderer of code blocks");
  md.renderer.rules.fence = (tokens, index, options, environment, renderer) => {
    const token = tokens[index];
    const [, id] = / run:(\S+)/.exec(token?.info ?? "") ?? [];
    if (!token || id === undefined) return fence(tokens, index, options, environment, renderer);
    token.info = token.info.replace(/ run:\S+/, "");
    const html = fence(tokens, index, options, environment, renderer);
    const { reason } = sampleOf(id);
    if (reason !== undefined)
      return `${html}<p class="not-run">Does not run in the page: ${reason}.</p>
`;
    const marked = html.replace(
      /^<div class="language-/,
      `<div data-sample="${fileOf(id)}" class="language-`,
    );
    if (marked === html) throw new Error("A code block is not written as expected");
    return marked;
  };
}
