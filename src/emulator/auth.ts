/** Credentials the emulator accepts; without any, whatever is well-formed. */
export interface AcceptedCredentials {
  /** The account that bindings belong to, and the user name that goes with `authToken`. @default a fixed one */
  readonly accountSid?: string | undefined;
  /** Accept this auth token with `accountSid`, which must be given too. */
  readonly authToken?: string | undefined;
  /** Accept this API key with `apiSecret`. */
  readonly apiKey?: string | undefined;
  /** The secret of `apiKey`. */
  readonly apiSecret?: string | undefined;
  /** Accept this OAuth bearer token. */
  readonly token?: string | undefined;
}

/** Creates the check of an Authorization value. */
export function createAuthCheck(accepted: AcceptedCredentials) {
  const { accountSid = "", authToken, apiKey = "", apiSecret, token } = accepted;
  const exact = new Set<string>();
  // Byte by byte, as atob() decodes them: as UTF-8, or as Latin-1, which some HTTP libraries send.
  const addPair = (user: string, password: string) => {
    const pair = `${user}:${password}`;
    exact.add(`basic ${pair}`).add(`basic ${String.fromCharCode(...new TextEncoder().encode(pair))}`);
  };
  if (authToken !== undefined) addPair(accountSid, authToken);
  if (apiSecret !== undefined) addPair(apiKey, apiSecret);
  if (token !== undefined) exact.add(`bearer ${token}`);
  return (authorization = ""): boolean => {
    const given = readAuthorization(authorization);
    return given !== undefined && (exact.size === 0 || exact.has(given));
  };
}

function readAuthorization(value: string): string | undefined {
  const [, scheme, credentials = ""] = /^(basic|bearer) +(\S+)$/i.exec(value) ?? [];
  if (scheme === undefined) return undefined;
  if (scheme.toLowerCase() === "bearer") return `bearer ${credentials}`;
  try {
    const pair = atob(credentials);
    return /^[^:]+:./s.test(pair) ? `basic ${pair}` : undefined;
  } catch {
    return undefined;
  }
}
