import { isSid, parseSid } from "./checks.ts";
import type { AccountSid, BindingSid, CredentialSid, ServiceSid, UserSid } from "./types.ts";

/** Returns whether a value is an account SID. */
export const isAccountSid = (value: unknown): value is AccountSid => isSid("Account", value);
/** Returns whether a value is a binding SID. */
export const isBindingSid = (value: unknown): value is BindingSid => isSid("Binding", value);
/** Returns whether a value is a credential SID. */
export const isCredentialSid = (value: unknown): value is CredentialSid => isSid("Credential", value);
/** Returns whether a value is a service SID. */
export const isServiceSid = (value: unknown): value is ServiceSid => isSid("Service", value);
/** Returns whether a value is a user SID. */
export const isUserSid = (value: unknown): value is UserSid => isSid("User", value);

/** Returns the value, typed as an account SID. @throws {@link InvalidSidError} if it is not one */
export const parseAccountSid = (value: unknown): AccountSid =>
  parseSid("Account", value, "accountSid") as AccountSid;
/** Returns the value, typed as a binding SID. @throws {@link InvalidSidError} if it is not one */
export const parseBindingSid = (value: unknown): BindingSid =>
  parseSid("Binding", value, "bindingSid") as BindingSid;
/** Returns the value, typed as a credential SID. @throws {@link InvalidSidError} if it is not one */
export const parseCredentialSid = (value: unknown): CredentialSid =>
  parseSid("Credential", value, "credentialSid") as CredentialSid;
/** Returns the value, typed as a service SID. @throws {@link InvalidSidError} if it is not one */
export const parseServiceSid = (value: unknown): ServiceSid =>
  parseSid("Service", value, "serviceSid") as ServiceSid;
/** Returns the value, typed as a user SID. @throws {@link InvalidSidError} if it is not one */
export const parseUserSid = (value: unknown): UserSid => parseSid("User", value, "userSid") as UserSid;
