import type { Direction } from "./model.ts";

/** What a difference means to users of our documents and our SDK if the published document is right. */
export type Class = "breaking" | "non-breaking" | "metadata" | "docs-only";

/** Worst first. */
export const CLASSES: readonly Class[] = ["breaking", "non-breaking", "metadata", "docs-only"];

export interface Rule {
  readonly id: RuleId;
  readonly direction: Direction | "both";
  readonly class: Class;
  readonly text: string;
}

type Row = readonly [Class | Readonly<Record<Direction, Class>>, string];

/** Less is allowed, which breaks requests; more is allowed, which breaks those who read responses. */
const STRICTER = { request: "breaking", response: "non-breaking" } as const;
const LOOSER = { request: "non-breaking", response: "breaking" } as const;

const TABLE = {
  "operation-removed": ["breaking", "The operation was removed."],
  "operation-added": ["non-breaking", "The operation is new."],
  "operation-newly-covered": ["non-breaking", "Newly covered: the pinned version has no record of it."],
  "operation-id-changed": ["breaking", "The operation's id, which names generated code, is different."],
  "operation-id-added": ["non-breaking", "The operation has an id now."],
  "operation-id-removed": ["breaking", "The operation's id, which names generated code, was removed."],
  deprecated: ["non-breaking", "It is deprecated now; it still works."],
  undeprecated: ["non-breaking", "It is no longer deprecated."],
  "tags-changed": ["metadata", "The operation has different tags."],
  "callbacks-changed": ["breaking", "The operation's callbacks are different."],

  "security-alternative-added": ["non-breaking", "There is another way to authenticate."],
  "security-alternative-removed": ["breaking", "A way to authenticate was removed or requires more."],
  "security-lifted": ["non-breaking", "Authentication is no longer required."],
  "security-scheme-changed": ["breaking", "A security scheme works differently."],
  "server-added": ["non-breaking", "There is another server."],
  "server-removed": ["breaking", "A server was removed or has moved."],
  "server-variable-changed": ["breaking", "A variable of the server's URL is different."],

  "required-parameter-added": ["breaking", "There is a new required parameter."],
  "optional-parameter-added": ["non-breaking", "There is a new optional parameter."],
  "parameter-removed": ["breaking", "The parameter was removed."],
  "parameter-became-required": ["breaking", "The parameter is required now."],
  "parameter-became-optional": ["non-breaking", "The parameter is optional now."],
  "serialization-changed": ["breaking", "The value is serialized differently."],
  "leniency-added": ["non-breaking", "More ways to write the value are accepted."],
  "leniency-removed": ["breaking", "Fewer ways to write the value are accepted."],

  "required-request-body-added": ["breaking", "There is a new required request body."],
  "optional-request-body-added": ["non-breaking", "There is a new optional request body."],
  "request-body-removed": ["breaking", "The request body was removed."],
  "request-body-became-required": ["breaking", "The request body is required now."],
  "request-body-became-optional": ["non-breaking", "The request body is optional now."],

  "success-response-added": ["non-breaking", "There is another status code for success."],
  "success-response-removed": ["breaking", "A status code for success was removed."],
  "error-response-added": ["non-breaking", "There is another status code for errors."],
  "error-response-removed": ["non-breaking", "A status code for errors was removed."],
  "links-changed": ["non-breaking", "The response's links to other operations are different."],
  "header-added": [STRICTER, "There is a new header."],
  "header-removed": ["breaking", "The header was removed."],
  "header-became-required": [STRICTER, "The header is always present now."],
  "header-became-optional": [LOOSER, "The header may be absent now."],

  "media-type-added": ["non-breaking", "There is another media type."],
  "media-type-removed": ["breaking", "A media type was removed."],
  "encoding-changed": ["breaking", "A part of the body is encoded differently."],
  "schema-added": [STRICTER, "The value has a schema now."],
  "schema-removed": [LOOSER, "The value no longer has a schema."],

  "property-added": ["non-breaking", "There is a new optional property."],
  "required-property-added": [STRICTER, "There is a new required property."],
  "property-removed": ["breaking", "The property was removed."],
  "property-became-required": [STRICTER, "The property is required now."],
  "property-became-optional": [LOOSER, "The property is optional now."],

  "type-narrowed": [STRICTER, "Fewer types are allowed."],
  "type-widened": [LOOSER, "More types are allowed."],
  "type-changed": ["breaking", "The value has a different type."],
  nullable: [LOOSER, "Null is allowed now."],
  "not-nullable": [STRICTER, "Null is no longer allowed."],
  "values-narrowed": [STRICTER, "Fewer values are allowed."],
  "values-widened": [LOOSER, "More values are allowed."],
  "values-changed": ["breaking", "Some values were removed, others added."],
  "limit-narrowed": [STRICTER, "The limit is stricter."],
  "limit-widened": [LOOSER, "The limit is looser."],
  "limit-changed": ["breaking", "The limit is different, neither stricter nor looser."],
  "pattern-narrowed": [STRICTER, "The text must match a pattern now."],
  "pattern-widened": [LOOSER, "The text no longer has to match a pattern."],
  "pattern-changed": ["breaking", "The text must match a different pattern."],
  "format-narrowed": [STRICTER, "The format allows fewer values."],
  "format-widened": [LOOSER, "The format allows more values."],
  "format-named": ["non-breaking", "A format that allows all values of the type was added or removed."],
  "format-changed": ["breaking", "The value has a different format."],
  "alternatives-narrowed": [STRICTER, "The schema has fewer alternatives."],
  "alternatives-widened": [LOOSER, "The schema has more alternatives."],
  "alternatives-changed": ["breaking", "Some alternatives of the schema were removed, others added."],
  closed: [STRICTER, "No value is allowed here any more."],
  opened: [LOOSER, "A value is allowed here now."],
  "default-changed": [STRICTER, "The default is different."],
  "read-only": [STRICTER, "The property is only in responses now."],
  "not-read-only": ["non-breaking", "The property may be in requests now."],
  "write-only": [LOOSER, "The property is only in requests now."],
  "not-write-only": ["non-breaking", "The property may be in responses now."],
  "condition-changed": ["breaking", "A condition that is compared as a whole is different."],

  "unknown-keyword": ["breaking", "This check does not know the keyword: find out what it means."],
  "vendor-metadata": ["metadata", "A vendor extension (`x-`) is different."],
  "description-changed": ["docs-only", "The published description has changed: read it."],
  "description-added": ["docs-only", "A description was published here: read it."],
  "description-removed": ["docs-only", "The published description was removed."],
} as const satisfies Readonly<Record<string, Row>>;

export type RuleId = keyof typeof TABLE;

export const RULE_IDS = Object.keys(TABLE) as RuleId[];

export function ruleFor(id: RuleId, direction: Direction): Rule {
  const [classes, text]: Row = TABLE[id];
  return typeof classes === "string"
    ? { id, direction: "both", class: classes, text }
    : { id, direction, class: classes[direction], text };
}
