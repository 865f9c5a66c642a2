import { type Operation, operations } from "../../generated/operations.ts";
import { defaultRegion, regionEdges } from "../../generated/regions.ts";
import { invalid } from "../checks.ts";
import { ValidationError } from "../errors.ts";

/** Where requests go. */
export interface Routing {
  readonly region: string | undefined;
  readonly edge: string | undefined;
  readonly baseUrl: string | undefined;
}

/** One label of a host name. Anything else could move the credentials to another host. */
const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;

/** Checks region, edge and base URL, and adds the edge of a region. @throws {@link ValidationError} */
export function checkRouting({ region, edge, baseUrl }: Routing): Routing {
  for (const [name, value] of Object.entries({ region, edge })) {
    if (value !== undefined && !LABEL.test(value)) throw invalid(name, "one label of a host name", value);
  }
  if (baseUrl !== undefined) return { region, edge, baseUrl: checkBaseUrl(baseUrl) };
  if (region === undefined || edge !== undefined) return { region, edge, baseUrl };
  if (Object.hasOwn(regionEdges, region)) return { region, edge: regionEdges[region], baseUrl };
  const known = Object.keys(regionEdges).join(", ");
  throw new ValidationError(
    "edge",
    `an edge location, because only ${known} have a default one`,
    "undefined",
  );
}

/** Returns it without a trailing slash. */
function checkBaseUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  // Looked for in the text: an empty query or fragment leaves no trace in the URL, but would swallow the path.
  const isPlain = url && !url.username && !url.password && !/[?#]/.test(baseUrl);
  if (isPlain && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, "");
  throw invalid("baseUrl", "an http(s) URL without user, query and fragment", baseUrl);
}

/** The URL to which the paths of a product are appended. */
export function productUrl(server: string, { region, edge, baseUrl }: Routing): string {
  if (baseUrl !== undefined) return baseUrl;
  if (edge === undefined) return server;
  const { product, domain } = partsOf(server);
  return `https://${product}.${edge}.${region ?? defaultRegion}.${domain}`;
}

function partsOf(server: string): { readonly product: string; readonly domain: string } {
  const [product = "", ...domain] = new URL(server).hostname.split(".");
  return { product, domain: domain.join(".") };
}

/** The products' own servers. */
const servers = /* @__PURE__ */ new Set(
  /* @__PURE__ */ Object.values<Readonly<Record<string, Operation>>>(operations).flatMap((table) =>
    Object.values(table).map(({ server }) => server),
  ),
);

/**
 * The URL that a request to any path of the products goes to.
 *
 * @throws {@link ValidationError} if it is on none of their hosts, and not under the base URL
 */
export function routeUrl(given: unknown, routing: Routing): URL {
  const { baseUrl } = routing;
  // Also the URL of another realm.
  const address = Object.prototype.toString.call(given) === "[object URL]" ? (given as URL).href : given;
  if (typeof address === "string" && isPlainAddress(address)) {
    const text = baseUrl !== undefined && address.startsWith("/") ? baseUrl + address : address;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url && !url.username && !url.password) {
      if (baseUrl !== undefined && url.href.startsWith(`${baseUrl}/`)) return url;
      const server = [...servers].find((own) => isHostOf(url, own));
      const isKept = url.origin !== server && baseUrl === undefined;
      if (server) return isKept ? url : new URL(`${productUrl(server, routing)}${url.pathname}${url.search}`);
    }
  }
  const under = baseUrl === undefined ? "" : ", or under baseUrl";
  const expected = `a URL on ${[...servers].join(", ")}${under}, without user, dot segments and fragment`;
  throw invalid("url", expected, given);
}

/** URL parsers resolve dot segments, percent-encoded or not, so that they would select another resource. */
function isPlainAddress(address: string): boolean {
  const [path = ""] = address.split("?");
  return !/[#\t\n\r]/.test(address) && !/[/\\](\.|%2e){1,2}([/\\ \p{Cc}]|$)/iu.test(path);
}

/** Whether a URL is on a product's host, that of an edge and region included. */
function isHostOf({ protocol, port, hostname }: URL, server: string): boolean {
  const { product, domain } = partsOf(server);
  if (protocol !== "https:" || port !== "" || !hostname.endsWith(`.${domain}`)) return false;
  const labels = hostname.slice(0, -domain.length - 1).split(".");
  return labels[0] === product && (labels.length === 1 || labels.length === 3);
}
