// Bulk removal: what it removes, how fast, and what it reports.
export type {
  NothingSelected,
  RemovalOptionName,
  RemovalParts,
  RemoveAllOptions,
  Selecting,
} from "./options.ts";
export { removeAll } from "./remove-all.ts";
export type { RemovalFailure, RemovalProgress, RemovalReport } from "./report.ts";
