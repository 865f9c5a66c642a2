// The figures are read by people everywhere, in files that are passed on: one way of writing them, whatever the locale.
const percent = new Intl.NumberFormat("en-US", {
  style: "percent",
  maximumFractionDigits: 1,
  minimumFractionDigits: 1,
});
const ratio = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1, minimumFractionDigits: 1 });

/** A share that is neither nothing nor all is not rounded to either. */
export function formatShare(part: number, total: number): string {
  const share = total === 0 ? 0 : part / total;
  if (share > 0 && share < 0.0005) return "<0.1%";
  if (share < 1 && share > 0.9995) return ">99.9%";
  return percent.format(share);
}

export const formatRatio = (part: number, total: number): string =>
  ratio.format(total === 0 ? 0 : part / total);

/** "28 Nov 2026, 23:05 UTC" */
export function formatTime(iso: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  });
  return `${format.format(new Date(iso))} UTC`;
}
