import { type BindingType, type ChatBindingType, isAccountSid, isServiceSid } from "twilio-bindings";

/** What a job removes: all bindings of one type in one service. It holds no credentials, and neither does Redis. */
export type Sweep = { readonly accountSid: string; readonly serviceSid: string } & (
  | { readonly product: "conversations"; readonly bindingType: BindingType }
  | { readonly product: "chat"; readonly bindingType: ChatBindingType }
);

/** One entry of a plan: as many sweeps as it has services times types. */
interface PlanEntry {
  readonly accountSid: string;
  readonly product: string;
  readonly serviceSids: readonly string[];
  readonly bindingTypes: readonly string[];
}

const bindingTypes = {
  conversations: ["apn", "gcm", "fcm", "twilsock"],
  chat: ["apn", "gcm", "fcm"],
} as const satisfies { conversations: readonly BindingType[]; chat: readonly ChatBindingType[] };

/** The same for the same sweep, so that a sweep that is waiting already is not added again. */
export function jobIdOf({ accountSid, product, serviceSid, bindingType }: Sweep): string {
  return [accountSid, product, serviceSid, bindingType].join("-");
}

/** Reads a plan, as parsed from JSON, into sweeps. @throws Error naming the first thing that is wrong with it */
export function readPlan(plan: unknown): Sweep[] {
  if (!Array.isArray(plan)) throw new Error("The plan: expected an array");
  const sweeps = plan.flatMap((entry: unknown, index) => expand(entry, `Entry ${index + 1} of the plan`));
  return [...new Map(sweeps.map((sweep) => [jobIdOf(sweep), sweep])).values()];
}

function expand(value: unknown, where: string): Sweep[] {
  const entry = (value ?? {}) as Partial<PlanEntry>;
  const { accountSid, product } = entry;
  if (!isAccountSid(accountSid)) throw new Error(`${where}: accountSid is no account SID`);
  if (product !== "conversations" && product !== "chat")
    throw new Error(`${where}: product is neither "conversations" nor "chat"`);
  const known: readonly string[] = bindingTypes[product];
  const services = readList(entry.serviceSids, isServiceSid, `${where}: serviceSids`);
  const types = readList(
    entry.bindingTypes,
    (type) => known.includes(String(type)),
    `${where}: bindingTypes`,
  );
  return services.flatMap((serviceSid) =>
    types.map((bindingType) => ({ accountSid, product, serviceSid, bindingType }) as Sweep),
  );
}

function readList(list: unknown, isFit: (value: unknown) => boolean, where: string): readonly string[] {
  if (!Array.isArray(list) || list.length === 0)
    throw new Error(`${where}: expected an array of one or more`);
  const unfit = list.findIndex((value) => !isFit(value));
  if (unfit >= 0) throw new Error(`${where}: ${JSON.stringify(list[unfit])} does not belong there`);
  return list as readonly string[];
}
