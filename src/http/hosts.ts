import { type Operation, operations } from "../../generated/operations.ts";
import { defaultRegion, regionEdges } from "../../generated/regions.ts";
import { describeValue, invalid } from "../checks.ts";
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
  const ownEdge = Object.hasOwn(regionEdges, region) ? regionEdges[region] : undefined;
  if (ownEdge !== undefined) return { region, edge: ownEdge, baseUrl };
  const known = Object.keys(regionEdges).join(", ");
  throw new ValidationError("edge", `an edge location, since the region is none of ${known}`, "undefined");
}

/** Without the slash at its end. */
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
  const [product, ...domain] = new URL(server).hostname.split(".");
  return `https://${[product, edge, region ?? defaultRegion, ...domain].join(".")}`;
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
  const fail = () =>
    new ValidationError(
      "url",
      `a URL on ${[...servers].join(", ")}${routing.baseUrl === undefined ? "" : ", or under baseUrl"}, without ` +
        "user, dot segments and fragment",
      describeValue(given),
    );
  const { baseUrl } = routing;
  // Also the URL of another realm.
  const isUrl = Object.prototype.toString.call(given) === "[object URL]";
  const address = isUrl ? (given as URL).href : given;
  if (typeof address !== "string") throw fail();
  const text = baseUrl !== undefined && address.startsWith("/") ? baseUrl + address : address;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // URL parsers take dot segments, encoded or not, as steps in the path, which would lead to another resource.
  const isStepped = /[/\\](\.|%2e){1,2}([/\\?#]|$)/i.test(address);
  if (!url || isStepped || url.username || url.password || /[#\t\n\r]/.test(address)) throw fail();
  if (baseUrl !== undefined && isUnder(url, baseUrl)) return url;
  const server = [...servers].find((own) => isHostOf(url, own));
  if (server === undefined) throw fail();
  const isPlain = url.origin === server;
  if (!isPlain && baseUrl === undefined) return url;
  return new URL(`${productUrl(server, routing)}${url.pathname}${url.search}`);
}

function isUnder(url: URL, baseUrl: string): boolean {
  const base = new URL(baseUrl);
  const path = base.pathname.replace(/\/+$/, "");
  return url.origin === base.origin && url.pathname.startsWith(`${path}/`);
}

/** Whether a URL is on a product's host, that of a region included. */
function isHostOf(url: URL, server: string): boolean {
  const [product = "", ...domain] = new URL(server).hostname.split(".");
  const suffix = `.${domain.join(".")}`;
  if (url.protocol !== "https:" || url.port !== "" || !url.hostname.endsWith(suffix)) return false;
  const labels = url.hostname.slice(0, -suffix.length).split(".");
  return labels[0] === product && (labels.length === 1 || labels.length === 3);
}
