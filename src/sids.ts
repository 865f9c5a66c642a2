import { type SidKind, sids } from "../generated/operations.ts";
import type { AccountSid, BindingSid, CredentialSid, ServiceSid, UserSid } from "./types.ts";
import { InvalidSidError, show } from "./errors.ts";

/** Compiled once. The patterns themselves are the spec's. */
const patterns = Object.fromEntries(
  Object.entries(sids).map(([kind, { pattern }]) => [kind, new RegExp(pattern)]),
) as Record<SidKind, RegExp>;

/** Whether a value is a SID of the kind. */
export function isSid(kind: SidKind, value: unknown): value is string {
  return typeof value === "string" && patterns[kind].test(value);
}

/** Returns the value where it is a SID of the kind. @throws InvalidSidError where it is not. */
export function parseSid(kind: SidKind, value: unknown, parameter: string): string {
  if (isSid(kind, value)) return value;
  throw new InvalidSidError(parameter, kind, `${kind} SID matching ${sids[kind].pattern}`, show(value));
}

/** Whether a value is an account SID. */
export const isAccountSid = (value: unknown): value is AccountSid => isSid("Account", value);
/** Whether a value is a binding SID. */
export const isBindingSid = (value: unknown): value is BindingSid => isSid("Binding", value);
/** Whether a value is a credential SID. */
export const isCredentialSid = (value: unknown): value is CredentialSid => isSid("Credential", value);
/** Whether a value is a service SID. */
export const isServiceSid = (value: unknown): value is ServiceSid => isSid("Service", value);
/** Whether a value is a user SID. */
export const isUserSid = (value: unknown): value is UserSid => isSid("User", value);

/** Returns the value typed as an account SID. @throws InvalidSidError where it is none. */
export const parseAccountSid = (value: unknown) => parseSid("Account", value, "accountSid") as AccountSid;
/** Returns the value typed as a binding SID. @throws InvalidSidError where it is none. */
export const parseBindingSid = (value: unknown) => parseSid("Binding", value, "bindingSid") as BindingSid;
/** Returns the value typed as a credential SID. @throws InvalidSidError where it is none. */
export const parseCredentialSid = (value: unknown) =>
  parseSid("Credential", value, "credentialSid") as CredentialSid;
/** Returns the value typed as a service SID. @throws InvalidSidError where it is none. */
export const parseServiceSid = (value: unknown) => parseSid("Service", value, "serviceSid") as ServiceSid;
/** Returns the value typed as a user SID. @throws InvalidSidError where it is none. */
export const parseUserSid = (value: unknown) => parseSid("User", value, "userSid") as UserSid;
