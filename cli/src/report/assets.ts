import chartsCss from "charts.css" with { type: "text" };
import chartsLicense from "charts.css/LICENSE" with { type: "text" };
import sorter from "sortable-tablesort/dist/standalone/sortable.min.js" with { type: "text" };
import pageCss from "./page.css" with { type: "text" };
import type { PageAssets } from "./page.ts";
import { headerButtons } from "./script.ts";

/** Written into the program when it is built, and by it into pages, which go along with the license. */
export const assets: PageAssets = {
  styles: [`/*!\nCharts.css\n${chartsLicense}*/\n${chartsCss}`, pageCss],
  script: `${sorter}${headerButtons}`,
};
