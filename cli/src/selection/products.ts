import {
  type AnyFilters,
  type BindingCollection,
  type ChatBinding,
  type ChatUserBinding,
  type Client,
  type ServiceBinding,
  type ServiceSid,
  operations,
  resources,
} from "../sdk.ts";

/** A binding of any product. */
export type Binding = ServiceBinding | ChatBinding | ChatUserBinding;

/** The bindings of a service or of a user, whichever the product. */
export type Bindings = BindingCollection<Binding, AnyFilters>;

/** A product, as the command line names it, with its document, the operation that lists, and how it is reached. */
const products = {
  conversations: {
    document: "conversations_v1",
    list: operations.conversations_v1.ListServiceBinding,
    bindings: (client: Client, service: ServiceSid) => client.conversations.v1.services(service).bindings,
    userBindings: undefined,
  },
  chat: {
    document: "chat_v2",
    list: operations.chat_v2.ListBinding,
    bindings: (client: Client, service: ServiceSid) => client.chat.v2.services(service).bindings,
    userBindings: (client: Client, service: ServiceSid, user: string) =>
      client.chat.v2.services(service).users(user).userBindings,
  },
  "ip-messaging": {
    document: "ip_messaging_v2",
    list: operations.ip_messaging_v2.ListBinding,
    bindings: (client: Client, service: ServiceSid) => client.ipMessaging.v2.services(service).bindings,
    userBindings: (client: Client, service: ServiceSid, user: string) =>
      client.ipMessaging.v2.services(service).users(user).userBindings,
  },
} as const;

export type ProductName = keyof typeof products;

export const productNames = Object.keys(products) as ProductName[];

/** The products whose users have bindings of their own. */
export const userProducts = productNames.filter((name) => products[name].userBindings !== undefined);

/** The binding types that a product knows. */
export const bindingTypesOf = (product: ProductName): readonly string[] =>
  products[product].list.query.BindingType.enum;

/** The binding types of all products. */
export const bindingTypes = [...new Set(productNames.flatMap(bindingTypesOf))];

/** The properties of a product's bindings, in the API's order. */
export function propertiesOf(product: ProductName): readonly string[] {
  const bindings = Object.values<object>(resources[products[product].document]);
  return [...new Set(bindings.flatMap((properties) => Object.keys(properties)))];
}

/** Whether the spec marks a property as personal data. */
export const isPersonal = (product: ProductName, property: string): boolean =>
  (products[product].list.pii as readonly string[]).includes(property);

/** The bindings of a service, or of one of its users. */
export function bindingsOf(
  client: Client,
  product: ProductName,
  service: ServiceSid,
  user: string | undefined,
): Bindings {
  const { bindings, userBindings } = products[product];
  if (user === undefined || userBindings === undefined) return bindings(client, service) as Bindings;
  return userBindings(client, service, user) as Bindings;
}
