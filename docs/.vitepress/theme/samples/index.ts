import { addPanel } from "./panel.ts";

/** Adds the controls to each sample of the page that has none yet. */
export function addPanels(): void {
  for (const block of document.querySelectorAll<HTMLElement>(".vp-doc [data-sample]")) {
    const { sample, ready } = block.dataset;
    if (sample === undefined || ready !== undefined) continue;
    block.dataset["ready"] = "";
    addPanel(block, sample);
  }
}
