import ms, { type StringValue } from "ms";
import { UsageError } from "../errors.ts";

/** The date that is so long ago. @param option - names it in the error */
export function dateBefore(option: string, age: string, now: number): Date {
  const [, unit] = /^\d+(?:\.\d+)?\s*([a-z]+)$/i.exec(age.trim()) ?? [];
  // Minutes to the library, months to many who write it: the one would select nearly everything.
  if (unit === "m") throw new UsageError(`${option}: "m" may be minutes or months: write 90min or 90d`);
  const duration = unit === undefined ? undefined : (ms(age.trim() as StringValue) as number | undefined);
  if (duration === undefined || !Number.isFinite(duration) || duration > now)
    throw new UsageError(`${option}: expected an age such as 90d, 12h or 2y`);
  return new Date(now - duration);
}
