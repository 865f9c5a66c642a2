import { isOddAge } from "../selection/ages.ts";
import { NONE } from "../selection/groups.ts";
import type { Summary, TypeCount } from "./summary.ts";

/** A summary, and what it is of. */
export interface Report extends Summary {
  /** ISO 8601 */
  readonly createdAt: string;
  readonly product: string;
  /** What the bindings were selected by, for people. */
  readonly filters: readonly string[];
  /** Whether identities are replaced by numbers. */
  readonly redacted: boolean;
  /** Services that could not be listed to the end. Their bindings up to there are counted. */
  readonly failedServices: readonly string[];
}

/** A line of a chart, and of the table below it. */
export interface Row {
  /** Before the number of bindings; numbers are aligned and sorted as such. */
  readonly cells: readonly (string | number)[];
  readonly bindings: number;
  /** Whether it is not a value like the others, such as the absence of one. */
  readonly isOdd?: boolean;
}

/** A part of a report: the same for the terminal and for the page. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** What the numbers mean, where that is not obvious. */
  readonly note?: string | undefined;
  /** Names of the columns before the number of bindings. The first is the label of the chart. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** Whether the order of the rows has a meaning of its own, as that of ages has. */
  readonly isOrdered?: true;
  /** What shares are shares of; no share if absent. */
  readonly total?: number;
  /** What is said instead of an empty table. */
  readonly empty: string;
}

/** The parts of a report, in their order. */
export function sectionsOf(report: Report): readonly Section[] {
  const { bindings: total } = report;
  const hasServices = report.services.length > 1;
  const empty = "No bindings.";
  return [
    ...(hasServices ? [servicesSection(report)] : []),
    {
      id: "types",
      title: "By type",
      columns: ["Type"],
      rows: typeRows(report.types),
      total,
      empty,
    },
    {
      id: "ages",
      title: "By last update",
      note: "A device updates its binding when the app registers for push again.",
      columns: ["Last update"],
      rows: report.ages
        .filter(({ age, bindings }) => bindings > 0 || !isOddAge(age))
        .map(({ age, bindings }) => ({ cells: [age], bindings, isOdd: isOddAge(age) })),
      isOrdered: true,
      total,
      empty,
    },
    credentialsSection(report),
    {
      id: "without-credential",
      title: "Without credential",
      columns: ["Type"],
      rows: typeRows(report.withoutCredentialTypes),
      total,
      empty: "Every binding has a credential.",
    },
    {
      id: "message-types",
      title: "By message type",
      note: "A binding counts for each type of message that it receives.",
      columns: ["Message type"],
      rows: report.messageTypes.map(({ messageType, bindings }) => ({
        cells: [messageType ?? NONE],
        bindings,
        isOdd: messageType === null,
      })),
      total,
      empty,
    },
    topUsersSection(report, hasServices),
  ];
}

function typeRows(types: readonly TypeCount[]): Row[] {
  return types.map(({ type, bindings }) => ({ cells: [type ?? NONE], bindings, isOdd: type === null }));
}

function servicesSection({ services, bindings: total }: Report): Section {
  const rows = services.map(({ service, users, withoutCredential, bindings }) => ({
    cells: [service, users, withoutCredential],
    bindings,
  }));
  const columns = ["Service", "Users", "No credential"];
  return { id: "services", title: "By service", columns, rows, total, empty: "No services." };
}

function credentialsSection({ credentials, bindings: total }: Report): Section {
  const rows = credentials.map(({ credential, types, bindings }) => ({
    cells: [credential, types.map((type) => type ?? NONE).join(", ")],
    bindings,
  }));
  const columns = ["Credential", "Types"];
  return {
    id: "credentials",
    title: "By credential",
    columns,
    rows,
    total,
    empty: "No binding has a credential.",
  };
}

function topUsersSection({ topUsers, redacted }: Report, hasServices: boolean): Section {
  return {
    id: "users",
    title: "Users with most devices",
    note: redacted ? "Identities are replaced by numbers." : undefined,
    columns: ["User", ...(hasServices ? ["Service"] : [])],
    rows: topUsers.map(({ user, service, bindings }) => ({
      cells: [user, ...(hasServices ? [service] : [])],
      bindings,
    })),
    empty: "No users.",
  };
}
