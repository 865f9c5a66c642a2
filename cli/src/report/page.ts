import { createHash } from "node:crypto";
import { chartSizes, renderChart } from "./chart.ts";
import { factsOf, failureText, scopeOf } from "./facts.ts";
import { type Markup, html } from "./html.ts";
import { type Report, type Section, sectionsOf } from "./report.ts";
import { renderTable } from "./table.ts";

/** What is written into every page. */
export interface PageAssets {
  /** Style sheets, of Charts.css and of the page. */
  readonly styles: readonly string[];
  readonly script: string;
}

/** Writes a report as a page that needs nothing but itself. */
export function renderPage(report: Report, assets: PageAssets): string {
  const sections = sectionsOf(report);
  const styles = [...assets.styles, chartSizes(sections)].map(checkedText);
  const script = checkedText(assets.script);
  const title = "Push bindings";
  const { markup } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policyOf(styles, script)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${styles.map((style) => element("style", style))}
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <dl>
            ${scopeOf(report).map(
              ({ label, value }) =>
                html`<div>
                  <dt>${label}</dt>
                  <dd><bdi>${value}</bdi></dd>
                </div>`,
            )}
          </dl>
        </header>
        <main>
          ${failuresOf(report)}
          <ul class="facts">
            ${factsOf(report).map(
              ({ value, label, detail = "" }) =>
                html`<li><strong>${value}</strong> <span>${label}</span> <small>${detail}</small></li>`,
            )}
          </ul>
          ${sections.map(renderSection)}
        </main>
        ${element("script", script)}
      </body>
    </html> `;
  return markup;
}

/** Nothing may be loaded or sent, and nothing may run but what is written here. */
function policyOf(styles: readonly string[], script: string): string {
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return [
    "default-src 'none'",
    `style-src ${styles.map(hash).join(" ")}`,
    `script-src ${hash(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Not by the template, where a formatter would change the text, and so its hash. */
const element = (name: "style" | "script", text: string): Markup => ({
  markup: `<${name}>${text}</${name}>`,
});

/** A text that stands in a style or script element, which it must not end. */
function checkedText(text: string): string {
  if (/<\/(?:style|script)|<!--/i.test(text))
    throw new Error("A style sheet or script would end its element");
  return text;
}

function failuresOf({ failedServices }: Report): Markup {
  if (failedServices.length === 0) return html``;
  return html`<p class="failures">${failureText(failedServices)}</p>`;
}

function renderSection(section: Section): Markup {
  const { id, title, note, rows, empty } = section;
  if (rows.length === 0)
    return html`<section aria-labelledby="${id}">
      <h2 id="${id}">${title}</h2>
      <p class="note">${empty}</p>
    </section>`;
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${note === undefined ? "" : html`<p class="note">${note}</p>`}
    <div class="figures">${renderChart(section)} ${renderTable(section)}</div>
  </section>`;
}
