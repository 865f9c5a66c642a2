import type { Report } from "../../scripts/docs/sandbox/messages.ts";

/** What a sample did, as the page shows it. */
export interface Transcript {
  readonly console: readonly string[];
  /** Each as "GET /v1/… 200", with the fault, if there was one. */
  readonly requests: readonly string[];
}

/** Replaces what the emulator chooses: SIDs, request ids, times. */
export function normalize(text: string): string {
  return text
    .replaceAll(/\b(IS|BS|US|AC|CR|RQ)[0-9a-zA-Z]{32}\b/g, "$1…")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:]{8}Z/g, "TIME")
    .replaceAll(/\s+/g, " ")
    .trim();
}

export function transcriptOf(reports: readonly Report[]): Transcript {
  return {
    console: reports.flatMap((report) =>
      report.kind === "console" || report.kind === "error" ? [normalize(report.text)] : [],
    ),
    requests: reports.flatMap((report) => {
      if (report.kind !== "request") return [];
      const { method, path, status, fault } = report;
      return [normalize([method, path, status ?? "no response", fault ?? ""].join(" "))];
    }),
  };
}
