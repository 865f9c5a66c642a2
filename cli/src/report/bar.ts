const full = "█";
/** Eighths of a character. */
const parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar of so many characters at most; whatever is more than nothing can be seen. */
export function bar(value: number, maximum: number, width: number): string {
  if (value <= 0 || maximum <= 0 || width <= 0) return "";
  const eighths = Math.max(1, Math.round((value / maximum) * width * 8));
  return full.repeat(Math.floor(eighths / 8)) + (parts[eighths % 8] ?? "");
}
