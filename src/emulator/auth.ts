/** Credentials the emulator accepts; without any, whatever is well-formed. */
export interface AcceptedCredentials {
  readonly accountSid?: string | undefined;
  readonly authToken?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly apiSecret?: string | undefined;
  readonly token?: string | undefined;
}

/** Makes the check of an Authorization value. */
export function createAuthCheck(
  accepted: AcceptedCredentials,
): (authorization: string | undefined) => boolean {
  const exact = new Set<string>();
  if (accepted.authToken !== undefined) exact.add(`basic ${accepted.accountSid ?? ""}:${accepted.authToken}`);
  if (accepted.apiSecret !== undefined) exact.add(`basic ${accepted.apiKey ?? ""}:${accepted.apiSecret}`);
  if (accepted.token !== undefined) exact.add(`bearer ${accepted.token}`);
  return (authorization) => {
    const given = authorization === undefined ? undefined : readAuthorization(authorization);
    return given !== undefined && (exact.size === 0 || exact.has(given));
  };
}

/** Scheme and credentials in one form; undefined where they are malformed. */
function readAuthorization(value: string): string | undefined {
  const [, scheme, credentials] = /^(basic|bearer) +(\S+)$/i.exec(value) ?? [];
  if (scheme === undefined || credentials === undefined) return undefined;
  if (scheme.toLowerCase() === "bearer") return `bearer ${credentials}`;
  const pair = decodeBase64(credentials);
  return pair !== undefined && /^[^:]+:./s.test(pair) ? `basic ${pair}` : undefined;
}

function decodeBase64(text: string): string | undefined {
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}
