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
export function createAuthCheck({ accountSid, authToken, apiKey, apiSecret, token }: AcceptedCredentials) {
  const pairs = [authToken && `${accountSid}:${authToken}`, apiSecret && `${apiKey}:${apiSecret}`];
  // Byte by byte, as atob() decodes them: as UTF-8, or as Latin-1, which some HTTP libraries send.
  const bytesOf = (pair: string) => [pair, String.fromCharCode(...new TextEncoder().encode(pair))];
  const basic = new Set(pairs.flatMap((pair) => (pair === undefined ? [] : bytesOf(pair))));
  const isOpen = basic.size === 0 && token === undefined;
  return (authorization = ""): boolean => {
    const [, scheme = "", credentials = ""] = /^(basic|bearer) +(\S+)$/i.exec(authorization) ?? [];
    if (scheme.toLowerCase() === "bearer") return isOpen || credentials === token;
    const pair = decode(credentials);
    return isOpen ? /^[^:]+:./s.test(pair) : basic.has(pair);
  };
}

function decode(credentials: string): string {
  try {
    return atob(credentials);
  } catch {
    return "";
  }
}
