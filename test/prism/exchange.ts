import type { Operation } from "../../generated/operations.ts";
import type { DocumentName, Emulator } from "../../src/emulator/index.ts";
import { pathOf } from "../emulator/support.ts";
import type { Ask, Case } from "./cases.ts";

/** What a server answered, and what Prism noted about it. */
export interface Exchanged {
  readonly status: number;
  /** Parsed; undefined where there is none. */
  readonly body: unknown;
  readonly violations: readonly { readonly location: readonly string[]; readonly message: string }[];
}

/** The request of a case, to an emulator that is filled anew. */
export function prepare(emulator: Emulator, document: DocumentName, operation: Operation, one: Case): Ask {
  emulator.reset();
  const [binding] = emulator.seed({ document, count: 3, identity: "alice", bindingType: "apn" });
  return {
    service: emulator.serviceSid,
    user: "alice",
    binding: binding?.sid ?? "",
    query: {},
    authorization: `Basic ${btoa("any:any")}`,
    method: operation.method,
    ...one.changes(operation),
  };
}

/** Sends a request as it is. */
export async function send(base: string, operation: Operation, ask: Ask): Promise<Exchanged> {
  const { method, authorization, query } = ask;
  const search = new URLSearchParams(query).toString();
  const url = `${base}${pathOf(operation, ask)}${search && `?${search}`}`;
  const response = await fetch(url, {
    method,
    headers: authorization === undefined ? {} : { authorization },
  });
  const text = await response.text();
  const noted = response.headers.get("sl-violations");
  return {
    status: response.status,
    body: text === "" ? undefined : (JSON.parse(text) as unknown),
    violations: noted === null ? [] : (JSON.parse(noted) as Exchanged["violations"]),
  };
}
