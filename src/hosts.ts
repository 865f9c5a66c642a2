import { ValidationError, show } from "./errors.ts";

/** Where requests go. */
export interface Routing {
  readonly region: string | undefined;
  readonly edge: string | undefined;
  readonly baseUrl: string | undefined;
}

/** One label of a host name. Anything else could move the credentials to another host. */
const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;

/** Region that an edge belongs to when none is named, as in the official library. */
const DEFAULT_REGION = "us1";

/** @throws ValidationError where region or edge is no host label, or the base URL is no plain http(s) URL. */
export function checkRouting({ region, edge, baseUrl }: Routing): void {
  for (const [name, value] of Object.entries({ region, edge })) {
    if (value !== undefined && (typeof value !== "string" || !LABEL.test(value))) {
      throw new ValidationError(name, "one label of a host name", show(value));
    }
  }
  if (baseUrl === undefined) return;
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  // Looked for in the text: an empty query or fragment leaves no trace but swallows the path.
  const plain = url && !url.username && !url.password && !/[?#]/.test(baseUrl);
  if (!plain || !/^https?:$/.test(url.protocol)) {
    // A URL with a password in it must not be shown.
    throw new ValidationError("baseUrl", "an http(s) URL without user, query and fragment", "another text");
  }
}

/** The URL that a product's paths are appended to: no slash at its end. */
export function productUrl(server: string, { region, edge, baseUrl }: Routing): string {
  if (baseUrl !== undefined) return new URL(baseUrl).href.replace(/\/+$/, "");
  if (region === undefined && edge === undefined) return server;
  const [product, ...domain] = new URL(server).hostname.split(".");
  const host = [product, edge, region ?? DEFAULT_REGION, ...domain].filter((label) => label !== undefined);
  return `https://${host.join(".")}`;
}

/**
 * Whether a URL is on the product's own host, or on that of one of its regions: Twilio's page URLs may name
 * either, whichever the request went to.
 */
export function isProductHost(url: URL, server: string): boolean {
  const [product = "", ...domain] = new URL(server).hostname.split(".");
  if (url.protocol !== "https:" || url.port !== "") return false;
  const labels = url.hostname.split(".");
  const between = labels.slice(1, -domain.length);
  return (
    labels[0] === product &&
    between.length <= 2 &&
    labels.slice(-domain.length).join(".") === domain.join(".")
  );
}
