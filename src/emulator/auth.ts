type Name = "accountSid" | "authToken" | "apiKey" | "apiSecret" | "token";

/** Creates the check of an Authorization value. Without credentials, whatever is well-formed is accepted. */
export function createAuthCheck(accepted: Readonly<Partial<Record<Name, string | undefined>>>) {
  const { accountSid, authToken, apiKey, apiSecret, token } = accepted;
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
