import type { Report } from "./report.ts";

/** The columns of a report that is a list of rows, for CSV and NDJSON. */
export const reportColumns = ["section", "value", "service", "bindings"] as const;

/** A number of a report. */
export type ReportRow = Readonly<Record<(typeof reportColumns)[number], string | number | null>>;

/** Lists the numbers of a report: of each section, in its order. */
export function rowsOf(report: Report): readonly ReportRow[] {
  const row = (section: string, value: string | null, bindings: number, service: string | null = null) => ({
    section,
    value,
    service,
    bindings,
  });
  return [
    row("total", null, report.bindings),
    ...report.services.map((one) => row("service", null, one.bindings, one.service)),
    ...report.types.map((one) => row("type", one.type, one.bindings)),
    ...report.ages.map((one) => row("age", one.age, one.bindings)),
    ...report.credentials.map((one) => row("credential", one.credential, one.bindings)),
    ...report.withoutCredentialTypes.map((one) => row("without_credential", one.type, one.bindings)),
    ...report.messageTypes.map((one) => row("message_type", one.messageType, one.bindings)),
    ...report.topUsers.map((one) => row("user", one.user, one.bindings, one.service)),
  ];
}
