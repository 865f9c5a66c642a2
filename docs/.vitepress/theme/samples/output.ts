import type { Report, Stopped } from "../../../../scripts/docs/sandbox/messages.ts";
import { element } from "./elements.ts";

const reasons: Readonly<Record<Stopped["reason"], string>> = {
  time: "Stopped after 6 seconds.",
  output: "Stopped: too much output.",
  reader: "Stopped.",
};

/** Shows what a program reports: its console, its requests, how it ended. */
export interface Output {
  readonly root: HTMLElement;
  clear(): void;
  show(report: Report | Stopped): void;
}

export function createOutput(): Output {
  const lines = element("div", { class: "run-console" });
  const rows = element("tbody");
  const head = element(
    "tr",
    {},
    ...["request", "sent after", "response"].map((name) => element("th", { scope: "col" }, name)),
  );
  const requests = element("table", { class: "run-requests" }, element("thead", {}, head), rows);
  const status = element("p", { class: "run-status", role: "status" });
  const results = element("div", {
    class: "run-results",
    tabindex: "0",
    role: "group",
    "aria-label": "Output",
  });
  results.append(lines, requests);
  const root = element("div", { class: "run-output" }, results, status);
  const clear = () => {
    lines.replaceChildren();
    rows.replaceChildren();
    results.hidden = true;
    requests.hidden = true;
    status.textContent = "";
  };
  const addLine = (level: string, text: string) => {
    results.hidden = false;
    lines.append(element("div", { class: `run-line ${level}` }, text));
  };
  const show = (report: Report | Stopped) => {
    if (report.kind === "console") addLine(report.level, report.text);
    else if (report.kind === "error")
      addLine("error", `${report.line === undefined ? "" : `Line ${report.line}: `}${report.text}`);
    else if (report.kind === "request") {
      results.hidden = requests.hidden = false;
      rows.append(requestRow(report));
    } else
      status.textContent = report.kind === "end" ? ended(report.milliseconds, rows) : reasons[report.reason];
  };
  clear();
  return { root, clear, show };
}

function requestRow({
  method,
  path,
  milliseconds,
  status,
  fault,
}: Extract<Report, { kind: "request" }>): HTMLElement {
  const outcome = [
    status === undefined ? "no response" : String(status),
    ...(fault === undefined ? [] : [fault]),
  ];
  const isGood = status !== undefined && status < 400;
  return element(
    "tr",
    {},
    element("td", {}, element("code", {}, `${method} ${path}`)),
    element("td", { class: "time" }, `${milliseconds} ms`),
    element("td", { class: isGood ? "good" : "bad" }, outcome.join(", ")),
  );
}

function ended(milliseconds: number, rows: HTMLElement): string {
  const { length } = rows.children;
  return `Finished in ${milliseconds} ms, ${length} ${length === 1 ? "request" : "requests"}.`;
}
