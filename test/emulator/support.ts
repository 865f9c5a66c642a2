import http from "node:http";
import { type Operation, operations, sids } from "../../generated/operations.ts";
import {
  type DocumentName,
  type EmulatedBinding,
  type Emulator,
  createEmulator,
} from "../../src/emulator/index.ts";

/** An operation and the document it stands in. */
export interface Case {
  readonly document: DocumentName;
  readonly operation: Operation;
}

/** All operations of the table. */
export const cases: readonly Case[] = Object.entries(
  operations as Readonly<Record<string, Readonly<Record<string, Operation>>>>,
).flatMap(([document, table]) =>
  Object.values(table).map((operation) => ({ document: document as DocumentName, operation })),
);

/** The lists among them. */
export const lists = cases.filter(({ operation }) => operation.itemKey !== undefined);

/** A SID of a kind that nothing was seeded with. */
export function someSid(kind: keyof typeof sids, digit = "f"): string {
  const { prefix, length } = sids[kind];
  return prefix + digit.repeat(length - prefix.length);
}

/** Credentials as a header. */
export const auth = { authorization: `Basic ${btoa("user:password")}` };

/** The path of an operation, for a binding and its user. */
export function pathOf(
  operation: Operation,
  parameters: { service: string; user?: string; binding?: string },
) {
  return operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const kind = operation.pathParameters[name]?.sid;
    const value =
      { Service: parameters.service, Binding: parameters.binding }[String(kind)] ?? parameters.user;
    return encodeURIComponent(value ?? "");
  });
}

/** What a list answers. */
export interface PageBody {
  readonly meta: {
    readonly url: string;
    readonly first_page_url: string;
    readonly next_page_url: string | null;
    readonly previous_page_url: string | null;
    readonly page: number;
    readonly page_size: number;
    readonly key: string;
  };
  readonly bindings: readonly EmulatedBinding[];
}

/** What an error answers. */
export interface ErrorBody {
  readonly code: number;
  readonly message: string;
  readonly more_info: string;
  readonly status: number;
}

/** Asks in process, with credentials. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what the caller expects back
export async function ask<Body>(
  emulator: Emulator,
  url: string,
  init: { method?: string } = {},
): Promise<{ response: Response; status: number; body: Body }> {
  const response = await emulator.fetch(url, { ...init, headers: auth });
  const text = await response.text();
  return { response, status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as Body };
}

/** Asks for a page in process, and expects to get it. */
export async function askPage(emulator: Emulator, url: string): Promise<PageBody> {
  const { status, body } = await ask<PageBody>(emulator, url);
  if (status !== 200) throw new Error(`${url} answered ${status}`);
  return body;
}

/** The SIDs of all pages from a URL on. */
export async function walk(emulator: Emulator, url: string): Promise<string[]> {
  const found: string[] = [];
  for (let next: string | null = url; next !== null;) {
    const page: PageBody = await askPage(emulator, next);
    found.push(...sidsOf(page.bindings));
    next = page.meta.next_page_url;
  }
  return found;
}

/** SIDs of bindings. */
export function sidsOf(bindings: readonly { readonly sid: string }[]): string[] {
  return bindings.map(({ sid }) => sid);
}

/** Asks over a socket, with no more of a client than node:http. */
export function askSocket(
  url: string,
  options: http.RequestOptions = {},
): Promise<{ status: number; headers: http.IncomingHttpHeaders; text: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { headers: auth, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString("utf8"),
        });
      });
    });
    request.on("error", reject);
    request.end();
  });
}

/** An emulator with a binding or two in every product, and where they are. */
export function seeded(count = 6): Emulator {
  const emulator = createEmulator();
  emulator.seed(count);
  return emulator;
}

/** The code of an error or of its cause. */
export function codeOf(error: unknown): string | undefined {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return code ?? cause?.code;
}
