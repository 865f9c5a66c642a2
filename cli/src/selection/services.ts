import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { UsageError, parseOption } from "../errors.ts";
import { type ServiceSid, parseServiceSid } from "../sdk.ts";

/** The flags that name services. */
export interface ServiceFlags {
  readonly service?: readonly string[];
  readonly servicesFrom?: string;
}

/**
 * Reads the services of the flags and of the file, each once.
 *
 * @param isRequired - whether there must be one
 * @throws UsageError
 */
export async function readServices(
  { service = [], servicesFrom }: ServiceFlags,
  isRequired: boolean,
): Promise<readonly ServiceSid[]> {
  const listed = servicesFrom === undefined ? [] : linesOf(await readInput("--services-from", servicesFrom));
  const parse = (option: string) => (sid: string) => parseOption(option, parseServiceSid, sid.trim());
  const services = [...service.map(parse("--service")), ...listed.map(parse("--services-from"))];
  if (services.length > 0 || !isRequired) return [...new Set(services)];
  throw new UsageError(
    servicesFrom === undefined
      ? "--service: expected a service SID (or --services-from with a file of them)"
      : "--services-from: expected a service SID a line, got none",
  );
}

/** The lines of a text, without comments and blank ones. */
function linesOf(content: string): readonly string[] {
  return content
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
}

/** The text of a file, or of standard input for `-`. @throws UsageError if it cannot be read */
export async function readInput(option: string, path: string): Promise<string> {
  if (path === "-") return text(process.stdin);
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code = "unreadable" } = error as NodeJS.ErrnoException;
    throw new UsageError(`${option}: cannot read ${path} (${code})`);
  }
}
