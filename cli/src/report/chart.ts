import { counted } from "../terminal/styles.ts";
import { type Markup, html } from "./html.ts";
import type { Section } from "./report.ts";

/** So many bars are drawn; the table has the rest. */
const longestChart = 12;
/** Sizes are classes, because the page's policy does not allow style attributes: in thousandths of the width. */
const thousandths = 1000;

const sizeOf = (value: number, maximum: number): number =>
  maximum === 0 ? 0 : Math.ceil((value / maximum) * thousandths);

/** The rows that are drawn. */
const drawn = ({ rows }: Section) => rows.slice(0, longestChart);
const maximumOf = (section: Section) => Math.max(0, ...drawn(section).map(({ bindings }) => bindings));

/**
 * Draws bars, for Charts.css. Hidden from screen readers, which have the same figures in the table that follows.
 */
export function renderChart(section: Section): Markup {
  const maximum = maximumOf(section);
  const rows = drawn(section).map(
    ({ cells: [label = ""], bindings, isOdd }) =>
      html`<tr class="${isOdd ? "odd" : "usual"}">
        <th scope="row"><bdi>${label}</bdi></th>
        <td class="size-${sizeOf(bindings, maximum)}"><span class="data">${counted(bindings)}</span></td>
      </tr>`,
  );
  const left = section.rows.length - rows.length;
  return html`<figure aria-hidden="true">
    <table class="charts-css bar show-labels data-outside">
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${left > 0 ? html`<figcaption>The first ${rows.length} of ${counted(section.rows.length)}.</figcaption>` : ""}
  </figure>`;
}

/** The style rules of all sizes that the charts of these sections have. */
export function chartSizes(sections: readonly Section[]): string {
  const sizes = sections.flatMap((section) =>
    drawn(section).map(({ bindings }) => sizeOf(bindings, maximumOf(section))),
  );
  return [...new Set(sizes)]
    .sort((a, b) => a - b)
    .map((size) => `.size-${size} { --size: ${size / thousandths}; }`)
    .join("\n");
}
