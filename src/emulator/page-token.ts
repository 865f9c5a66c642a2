/** Where a page starts: after an entry, or ending before one. The entry need not exist any more. */
export interface Cursor {
  readonly direction: "after" | "before";
  readonly sequence: number;
}

const prefixes = { after: "PA", before: "PB" } as const;
/** Enough for any sequence number: 13 hexadecimal digits are 52 bits. */
const digits = 13;

/** The token of a cursor. */
export function writeToken({ direction, sequence }: Cursor): string {
  return prefixes[direction] + sequence.toString(16).padStart(digits, "0");
}

/** The cursor of a token; undefined where it is none of ours. */
export function readToken(token: string): Cursor | undefined {
  const sequence = token.slice(2);
  if (!/^[0-9a-f]{13}$/.test(sequence)) return undefined;
  if (token.startsWith(prefixes.after)) return { direction: "after", sequence: parseInt(sequence, 16) };
  if (token.startsWith(prefixes.before)) return { direction: "before", sequence: parseInt(sequence, 16) };
  return undefined;
}
