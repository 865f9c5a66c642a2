import type { Resource } from "../../generated/emulation.ts";
import type { ListOperation, Operation } from "../../generated/operations.ts";
import { type Catalog, type Match, isBinding } from "./catalog.ts";
import { findPage, readListQuery, writeMeta } from "./pages.ts";
import { type ApiResponse, type ErrorFormat, type Problem, errorResponse } from "./responses.ts";
import {
  type BindingList,
  type EmulatorState,
  type Store,
  type StoredBinding,
  findUser,
  removeBinding,
  storeOf,
} from "./state.ts";
import type { WriteBinding } from "./values.ts";

/** What operations work on. */
export interface Context {
  readonly catalog: Catalog;
  readonly state: EmulatorState;
  readonly writerOf: (resource: Resource) => WriteBinding;
  readonly defaultPageSize: number;
  readonly errorFormat: ErrorFormat;
}

/** What an operation needs to know of its request. */
interface Target {
  /** Scheme and host of the URLs in the response. */
  readonly origin: string;
  readonly path: string;
  readonly search: string;
}

/** Processes a request. */
export function handle(context: Context, match: Match | undefined, target: Target): ApiResponse {
  const fail = (problem: Omit<Problem, "path">) =>
    errorResponse({ ...problem, path: target.path }, context.errorFormat);
  if (match === undefined) return fail({ status: 404 });
  const { path, operation, values } = match;
  if (operation === undefined)
    return fail({ status: 405, headers: { Allow: [...path.operations.keys()].join(", ") } });
  const { resource } = path;
  if (resource === undefined) return fail({ status: 501 });
  if (!isBinding(resource)) {
    if (operation.method !== "GET" || isList(operation)) return fail({ status: 501 });
    return { status: operation.status, body: JSON.stringify(resource.example) };
  }
  const store = storeOf(context.state, path.product);
  const write = context.writerOf(resource);
  if (isList(operation)) return list(context, store, write, { ...match, operation }, target);
  const binding = findBinding(store, values);
  if (binding === undefined) return fail({ status: 404 });
  if (operation.method === "GET") return { status: operation.status, body: write(binding, target.origin) };
  removeBinding(store, binding);
  return { status: operation.status };
}

function isList(operation: Operation): operation is ListOperation {
  return operation.paging !== undefined;
}

/** A binding is found under its service and, if the path names one, its user. */
function findBinding(store: Store, { Service, User, Binding = "" }: Match["values"]) {
  const binding = store.bindings.get(Binding);
  if (binding === undefined) return undefined;
  const { user } = binding;
  if (Service !== undefined && user.service.sid !== Service) return undefined;
  return User === undefined || findUser(user.service, User) === user ? binding : undefined;
}

function list(
  { defaultPageSize, errorFormat }: Context,
  store: Store,
  write: WriteBinding,
  { path: { filters }, operation, values }: Match & { readonly operation: ListOperation },
  { origin, path, search }: Target,
): ApiResponse {
  const query = readListQuery(operation, filters, search, defaultPageSize);
  if ("expected" in query) return errorResponse({ status: 400, path, ...query }, errorFormat);
  const [types, identities] = [query.filters.get("binding_type"), query.filters.get("identity")];
  const matches = ({ type, user }: StoredBinding) =>
    (types?.has(type) ?? true) && (identities?.has(user.identity) ?? true);
  const page = findPage(listsOf(store, values, identities), matches, query);
  const meta = JSON.stringify(writeMeta(query, page, operation.itemKey, origin + path));
  const items = page.bindings.map((binding) => write(binding, origin));
  const body = `{"meta":${meta},${JSON.stringify(operation.itemKey)}:[${items.join(",")}]}`;
  return { status: operation.status, body };
}

/** The shortest lists that hold all that can match. A service or a user without bindings is empty, not missing. */
function listsOf(
  { services }: Store,
  { Service, User }: Match["values"],
  identities: ReadonlySet<string> | undefined,
): readonly BindingList[] {
  const service = Service === undefined ? undefined : services.get(Service);
  const among = Service === undefined ? [...services.values()] : service === undefined ? [] : [service];
  if (User !== undefined) return among.flatMap((one) => [findUser(one, User)?.bindings ?? []]);
  if (identities === undefined) return among.map(({ bindings }) => bindings);
  return among.flatMap(({ users }) => [...identities].map((identity) => users.get(identity)?.bindings ?? []));
}
