import type { ListOperation } from "../../generated/operations.ts";
import type { Match, PathValues } from "./catalog.ts";
import { type Target, readPage } from "./pages.ts";
import type { ApiResponse } from "./responses.ts";
import { type EmulatorState, type Store, findUser, removeBinding, storeOf } from "./state.ts";

/** Processes a request. */
export function handle(state: EmulatorState, match: Match | undefined, target: Target): ApiResponse {
  if (match === undefined) return { status: 404 };
  const { path, operation, values } = match;
  if (operation === undefined)
    return { status: 405, headers: { Allow: [...path.operations.keys()].join(", ") } };
  const { method, status } = operation;
  if (path.bindings === undefined) {
    if (method !== "GET" || path.example === undefined) return { status: 501 };
    return { status, body: JSON.stringify(path.example) };
  }
  const { product, read } = path.bindings;
  const store = storeOf(state, product);
  if (operation.paging !== undefined)
    return readPage(operation as ListOperation, target, read, (identity) => listOf(store, values, identity));
  const binding = findBinding(store, values);
  if (binding === undefined) return { status: 404 };
  if (method === "GET") return { status, body: JSON.stringify(read(binding, target)) };
  removeBinding(store, binding);
  return { status };
}

/** A binding is found under its service and, if the path names one, its user. */
function findBinding(store: Store, { Service, User, Binding = "" }: PathValues) {
  const binding = store.bindings.get(Binding);
  if (binding === undefined || binding.user.service.sid !== Service) return undefined;
  return User === undefined || findUser(binding.user.service, User) === binding.user ? binding : undefined;
}

/** The shortest list that holds all that can match. A service or a user without bindings is empty, not missing. */
function listOf({ services }: Store, { Service = "", User }: PathValues, identity?: string) {
  const service = services.get(Service);
  if (service === undefined) return [];
  if (User !== undefined) return findUser(service, User)?.bindings ?? [];
  return identity === undefined ? service.bindings : (service.users.get(identity)?.bindings ?? []);
}
