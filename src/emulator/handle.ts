import type { ListOperation } from "../../generated/operations.ts";
import { type Catalog, type Path, type Product } from "./catalog.ts";
import { findPage, writeMeta } from "./page.ts";
import { isList, readListQuery } from "./query.ts";
import { type Render, createRender } from "./render.ts";
import { type Answer, type ErrorFormat, errorAnswer } from "./reply.ts";
import type { Route } from "./router.ts";
import { type Store, createStore, findUser, removeBinding } from "./store.ts";

/** The bindings of every product, and how they are written. */
export interface World {
  readonly stores: ReadonlyMap<Product, Store>;
  readonly renders: ReadonlyMap<Path | Product, Render>;
  readonly defaultPageSize: number;
  readonly errorFormat: ErrorFormat;
}

/** What an operation needs to know of its request. */
export interface Target {
  /** Scheme and host that the URLs of the answer stand on. */
  readonly origin: string;
  readonly path: string;
  readonly search: string;
}

/** Makes a world without bindings. */
export function createWorld(
  catalog: Catalog,
  facts: Omit<World, "stores" | "renders"> & { readonly accountSid: string },
): World {
  const { accountSid, defaultPageSize, errorFormat } = facts;
  const renders = new Map<Path | Product, Render>();
  for (const product of catalog.products) {
    const { resource, itemPath } = product.main;
    renders.set(product, createRender(resource, itemPath, product, accountSid));
  }
  for (const path of catalog.paths) {
    renders.set(path, createRender(path.resource, path.itemPath, path.product, accountSid));
  }
  return {
    stores: new Map(catalog.products.map((product) => [product, createStore()])),
    renders,
    defaultPageSize,
    errorFormat,
  };
}

/** Processes a request. */
export function handle(world: World, route: Route | undefined, target: Target): Answer {
  const notFound = () => errorAnswer({ status: 404, path: target.path }, world.errorFormat);
  if (route === undefined) return notFound();
  const { path, operation } = route;
  if (operation === undefined) return methodNotAllowed(world, path, target);
  const store = world.stores.get(path.product);
  const render = world.renders.get(path);
  if (store === undefined || render === undefined) return notFound();
  if (isList(operation)) return list(world, store, render, { ...route, operation }, target);
  const binding = findBinding(store, route);
  if (binding === undefined) return notFound();
  if (operation.method === "DELETE") {
    removeBinding(store, binding);
    return { status: operation.status };
  }
  return { status: operation.status, body: render(binding, target.origin) };
}

/** A binding is found under its service and, where the path names one, its user. */
function findBinding(store: Store, { service, user, binding: sid }: Route) {
  const binding = sid === undefined ? undefined : store.bindings.get(sid);
  if (binding?.user.service.sid !== service) return undefined;
  return user === undefined || findUser(binding.user.service, user) === binding.user ? binding : undefined;
}

function list(
  world: World,
  store: Store,
  render: Render,
  route: Route & { readonly operation: ListOperation },
  { origin, path, search }: Target,
): Answer {
  const { operation } = route;
  const query = readListQuery(operation, search, world.defaultPageSize);
  if ("expected" in query) return errorAnswer({ status: 400, path, ...query }, world.errorFormat);
  // A service or a user that nothing was seeded into is empty, not missing.
  const service = store.services.get(route.service);
  const user = route.user === undefined ? undefined : findUser(service, route.user);
  const unknown = route.user !== undefined && user === undefined;
  const page = findPage(unknown ? undefined : service, user, query);
  const meta = JSON.stringify(writeMeta(query, page, operation.itemKey, origin + path));
  const items = page.bindings.map((binding) => render(binding, origin));
  const body = `{"meta":${meta},${JSON.stringify(operation.itemKey)}:[${items.join(",")}]}`;
  return { status: operation.status, body };
}

function methodNotAllowed(world: World, { operations }: Path, { path }: Target): Answer {
  const headers = { Allow: [...operations.keys()].join(", ") };
  return errorAnswer({ status: 405, path, headers }, world.errorFormat);
}
