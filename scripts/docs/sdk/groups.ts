/** The groups of the SDK reference by purpose, in order, with the public names that belong to each. */
const groups: readonly (readonly [group: string, names: RegExp])[] = [
  [
    "Client",
    /^(default|createClient|createPathsClient|PathsClient|Client(Options)?|CredentialOptions|CallOptions|CallPromise|WithResponse|Fetch(Init)?|Conversations(V1|Service)|Chat(V2|Service|User))$/,
  ],
  [
    "Collections",
    /^(Binding(Collection|Handle)|Listing|ListOptions|Each(Options|Callback)|Page(Options)?|(Any|Service|Chat|ChatUser)?(Binding)?Filters(Of)?)$/,
  ],
  ["Resources", /^((Any|Service|Chat|ChatUser)Binding|(Chat)?BindingType|PageMeta)$/],
  [
    "Removal",
    /^(Remov(al(Parts|Progress|Report|Failure|OptionName)|eAllOptions)|Selecting|NothingSelected)$/,
  ],
  ["Errors", /(Error|ErrorContext|RequestContext|ResponseContext)$/],
  ["SIDs", /(^(is|parse)?\w+Sid|^Sid(Argument|Kind)|^Expected)$/],
  ["Hooks and logging", /^((Request|Response|Retry|Failure)Event|Logger|LogLevel|redact)$/],
];

export const groupOrder: readonly string[] = [...groups.map(([group]) => group), "Emulator"];

/** The group of a public name. One that fits none throws, so that a new export is put where readers look for it. */
export function groupOf(module: string, name: string): string {
  if (module.endsWith("/emulator")) return "Emulator";
  const found = groups.find(([, names]) => names.test(name));
  if (!found) throw new Error(`${name} belongs to no group of the SDK reference: scripts/docs/sdk/groups.ts`);
  return found[0];
}
