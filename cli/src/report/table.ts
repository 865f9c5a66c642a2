import { counted } from "../terminal/styles.ts";
import { formatShare } from "./format.ts";
import { type Markup, html } from "./html.ts";
import type { Row, Section } from "./report.ts";

/**
 * Writes all rows as a table, which a script makes sortable. The number comes right after its label, so that it is seen
 * on a phone, where a table of many columns scrolls by itself.
 */
export function renderTable(section: Section): Markup {
  const { id, columns, rows, total, isOrdered } = section;
  const [first] = rows;
  const table = html`<table class="sortable" aria-labelledby="${id}">
    <thead>
      <tr>
        ${columns.slice(0, 1).map((name) => header(name, "text", isOrdered ? "ascending" : undefined))}
        ${header("Bindings", "number", isOrdered ? undefined : "descending")}
        ${total === undefined ? "" : header("Share", "number")}
        ${columns.slice(1).map((name, index) => header(name, kindOf(first?.cells[index + 1])))}
      </tr>
    </thead>
    <tbody>
      ${rows.map((row, index) => renderRow(row, index, section))}
    </tbody>
  </table>`;
  if (columns.length === 1) return table;
  return html`<div class="scroll" role="group" aria-labelledby="${id}" tabindex="0">${table}</div>`;
}

function renderRow({ cells, bindings }: Row, index: number, { total, isOrdered }: Section): Markup {
  const [label = "", ...others] = cells;
  // Sorted by its place where that has a meaning, else by the text.
  const place = isOrdered ? html`data-sort="${index}"` : "";
  return html`<tr>
    <th scope="row" ${place}><bdi>${label}</bdi></th>
    ${numberCell(bindings, counted(bindings))}
    ${total === undefined ? "" : numberCell(bindings, formatShare(bindings, total))}
    ${others.map((cell) => (typeof cell === "number" ? numberCell(cell, counted(cell)) : textCell(cell)))}
  </tr>`;
}

const kindOf = (cell: string | number | undefined) => (typeof cell === "number" ? "number" : "text");
const header = (name: string, kind: string, sorted?: "ascending" | "descending"): Markup =>
  html`<th scope="col" class="${kind}" ${sorted === undefined ? "" : html`aria-sort="${sorted}"`}>
    ${name}
  </th>`;
const textCell = (text: string): Markup => html`<td><bdi>${text}</bdi></td>`;
const numberCell = (value: number, text: string): Markup =>
  html`<td class="number" data-sort="${value}">${text}</td>`;
