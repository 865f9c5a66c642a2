import type { Locator, Page } from "playwright-core";
import { type Transcript, normalize } from "../../support/sample-transcript.ts";

/** The controls below a sample. */
export interface Panel {
  readonly root: Locator;
  /** Presses Run, and waits for the end. */
  readonly run: () => Promise<void>;
  readonly button: (name: string) => Locator;
  readonly status: () => Promise<string>;
  readonly transcript: () => Promise<Transcript>;
}

/** Finds the controls of a sample by the file of its program. */
export function panelOf(page: Page, file: string): Panel {
  const block = page.locator(`[data-sample="${file}"]`);
  const root = page
    .locator(".run")
    .and(page.locator(`[data-sample="${file}"] + .run, .vp-code-group:has([data-sample="${file}"]) + .run`));
  const button = (name: string) => root.getByRole("button", { name, exact: true });
  return {
    root,
    button,
    async run() {
      await block.waitFor({ state: "attached" });
      await button("Run").click();
      await root.locator(".run-status", { hasText: /^(Finished|Stopped)/ }).waitFor({ timeout: 15_000 });
    },
    status: () => root.locator(".run-status").innerText(),
    async transcript() {
      const lines = await root.locator(".run-line").allTextContents();
      const rows = await root
        .locator(".run-requests tbody tr")
        .evaluateAll((all) =>
          all.map((row) =>
            [...row.querySelectorAll("td:not(.time)")].map(({ textContent }) => textContent).join(" "),
          ),
        );
      return {
        console: lines.map((line) => normalize(line)),
        requests: rows.map((row) => normalize(row.replace(", ", " "))),
      };
    },
  };
}

/** Replaces the code of a sample by another one. */
export async function edit({ root, button }: Panel, code: string): Promise<void> {
  await button("Edit").click();
  await root.locator("textarea").fill(code);
}
