import { Option } from "commander";
import { UsageError } from "../errors.ts";
import type { Client, ServiceSid } from "../sdk.ts";
import type { AppCommand } from "../commands/command.ts";
import { type FilterFlags, type Filters, readFilters } from "./filters.ts";
import {
  type Bindings,
  type ProductName,
  bindingTypes,
  bindingsOf,
  productNames,
  userProducts,
} from "./products.ts";
import { type ServiceFlags, readServices } from "./services.ts";

/** The flags of all commands that read bindings. */
export interface ScopeFlags extends ServiceFlags {
  readonly product: ProductName;
  readonly user?: string;
}

export interface SelectionFlags extends ScopeFlags, FilterFlags {
  readonly limit?: string;
}

/** Where bindings are: a service, or a user of it. */
export interface Source {
  readonly service: ServiceSid;
  readonly bindings: Bindings;
}

/** Services and, in each of them, which bindings. */
export interface Scope {
  readonly product: ProductName;
  readonly services: readonly ServiceSid[];
  /** The user whose bindings alone are meant. */
  readonly user: string | undefined;
  /** The bindings of each service, in their order. */
  sources(client: Client): readonly Source[];
}

export interface Selection extends Scope {
  readonly filters: Filters;
  /** Most bindings, of all services together. */
  readonly limit: number;
}

const repeated = (value: string, previous: readonly string[] = []) => [...previous, value];

/** Adds `--service`, `--services-from`, `--product`, `--user`. */
export function addScopeOptions(command: AppCommand): AppCommand {
  return command
    .option("-s, --service <IS…>", "service SID; repeat it for several", repeated)
    .option("--services-from <file>", "file of service SIDs, one a line; - for standard input")
    .addOption(new Option("-p, --product <name>", "product").choices(productNames).default("conversations"))
    .option("--user <sid|identity>", `bindings of this user (${userProducts.join(", ")})`);
}

/** Adds what selects among the bindings. */
export function addFilterOptions(command: AppCommand): AppCommand {
  return command
    .addOption(
      new Option("-t, --type <type>", "binding type; repeat it for several")
        .choices(bindingTypes)
        .argParser(repeated),
    )
    .option("-i, --identity <identity>", "identity; repeat it for several", repeated)
    .option("-c, --credential <CR…>", "push credential SID, or none; repeat it for several", repeated)
    .option("-m, --message-type <type>", "message type; repeat it for several", repeated)
    .option("--older-than <age>", "last updated longer ago than this, such as 90d, 12h or 2y")
    .option("--newer-than <age>", "last updated since this long ago")
    .option("-n, --limit <count>", "most bindings, of all services together");
}

/**
 * Reads which services are meant.
 *
 * @param isRequired - whether one must be named
 * @throws UsageError or ValidationError
 */
export async function readScope(flags: ScopeFlags, isRequired = true): Promise<Scope> {
  const { product, user } = flags;
  if (user === "") throw new UsageError("--user: expected a value, got an empty string");
  if (user !== undefined && !userProducts.includes(product))
    throw new UsageError(`--user: only with --product ${userProducts.join(" or ")}; use --identity instead`);
  const services = await readServices(flags, isRequired);
  return {
    product,
    services,
    user,
    sources: (client) =>
      services.map((service) => ({ service, bindings: bindingsOf(client, product, service, user) })),
  };
}

/** Reads which bindings are meant. @throws UsageError or ValidationError */
export async function readSelection(flags: SelectionFlags): Promise<Selection> {
  if (flags.user !== undefined && flags.identity)
    throw new UsageError("--identity: not with --user, whose bindings are of one identity");
  const filters = readFilters(flags, flags.product);
  const limit = flags.limit === undefined ? Infinity : readCount("--limit", flags.limit);
  return { ...(await readScope(flags)), filters, limit };
}

/** Whether the flags select some bindings, and not all of the services. */
export function isFiltered(flags: SelectionFlags): boolean {
  const { type, identity, credential, messageType, olderThan, newerThan, user } = flags;
  return [type, identity, credential, messageType, olderThan, newerThan, user].some(
    (flag) => flag !== undefined,
  );
}

/** Reads a number of things. @throws UsageError */
export function readCount(option: string, value: string): number {
  const count = Number(value);
  if (/^\d+$/.test(value) && Number.isSafeInteger(count)) return count;
  throw new UsageError(`${option}: expected an integer of at least 0`);
}
