import type { AccountSid, BindingSid, ServiceSid, UserSid } from "../../src/index.ts";

const digits = (index: number) => index.toString(16).padStart(32, "0");

export const accountSid: AccountSid = `AC${digits(0xacc)}`;
export const serviceSid: ServiceSid = `IS${digits(0x15)}`;
export const userSid: UserSid = `US${digits(0x05)}`;
export const bindingSid = (index = 1): BindingSid => `BS${digits(index)}`;
