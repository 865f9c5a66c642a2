import type { ListOperation, Operation } from "../../generated/operations.ts";
import type { Match } from "./catalog.ts";
import { findPage, metaOf, readListQuery } from "./pages.ts";
import type { ApiResponse, Problem } from "./responses.ts";
import {
  type BindingList,
  type EmulatorState,
  type Store,
  type StoredBinding,
  findUser,
  removeBinding,
  storeOf,
} from "./state.ts";
import type { Location, ReadBinding } from "./values.ts";

/** What an operation needs to know of its request. */
export interface Target {
  readonly path: string;
  readonly search: string;
  readonly location: Location;
  readonly defaultPageSize: number;
  /** Creates the response to a problem. */
  readonly fail: (problem: Problem) => ApiResponse;
}

/** Processes a request. */
export function handle(state: EmulatorState, match: Match | undefined, target: Target): ApiResponse {
  const { fail, location } = target;
  if (match === undefined) return fail({ status: 404 });
  const { path, operation, values } = match;
  if (operation === undefined)
    return fail({ status: 405, headers: { Allow: [...path.operations.keys()].join(", ") } });
  const { method, status } = operation;
  if (path.bindings === undefined) {
    if (method !== "GET" || path.example === undefined) return fail({ status: 501 });
    return { status, body: JSON.stringify(path.example) };
  }
  const { product, read } = path.bindings;
  const store = storeOf(state, product);
  if (isList(operation)) return list(store, operation, values, read, target);
  const binding = findBinding(store, values);
  if (binding === undefined) return fail({ status: 404 });
  if (method === "GET") return { status, body: JSON.stringify(read(binding, location)) };
  removeBinding(store, binding);
  return { status };
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
  store: Store,
  operation: ListOperation,
  values: Match["values"],
  read: ReadBinding,
  { path, search, location, defaultPageSize, fail }: Target,
): ApiResponse {
  const query = readListQuery(operation, search, defaultPageSize);
  if ("status" in query) return fail(query);
  const valueOf = (binding: StoredBinding, property: string) => {
    // What the store knows takes no more than a look.
    if (property === "binding_type") return binding.type;
    if (property === "identity") return binding.user.identity;
    return String(new Map(Object.entries(read(binding, location))).get(property));
  };
  const identities = query.filters.find(({ property }) => property === "identity")?.values;
  const page = findPage(listsOf(store, values, identities), query, valueOf);
  const body = {
    meta: metaOf(query, page, operation, location.origin + path),
    [operation.itemKey]: page.bindings.map((binding) => read(binding, location)),
  };
  return { status: operation.status, body: JSON.stringify(body) };
}

/** The shortest lists that hold all that can match. A service or a user without bindings is empty, not missing. */
function listsOf(
  { services }: Store,
  { Service, User }: Match["values"],
  identities: ReadonlySet<string> | undefined,
): readonly BindingList[] {
  const service = services.get(Service ?? "");
  const among = Service === undefined ? [...services.values()] : service === undefined ? [] : [service];
  if (User !== undefined) return among.map((service) => findUser(service, User)?.bindings ?? []);
  if (identities === undefined) return among.map(({ bindings }) => bindings);
  return among.flatMap(({ users }) => [...identities].map((identity) => users.get(identity)?.bindings ?? []));
}
