/**
 * What a difference means to those who use our documents and our SDK, with the published document taken for the
 * newer truth. A request breaks where less is accepted, a response where more may come.
 */
export type Class = "breaking" | "non-breaking" | "metadata" | "docs-only";

export interface Rule {
  readonly id: string;
  readonly direction: "request" | "response" | "both";
  readonly class: Class;
  readonly text: string;
}

/** Worst first. */
export const CLASSES: readonly Class[] = ["breaking", "non-breaking", "metadata", "docs-only"];

const TABLE = [
  ["operation-removed", "both", "breaking", "The operation is gone."],
  ["operation-added", "both", "non-breaking", "There is a new operation on bindings."],
  [
    "operation-id-changed",
    "both",
    "breaking",
    "The operation has another id; generated code is named by it.",
  ],
  ["operation-id-added", "both", "non-breaking", "The operation has got an id."],
  [
    "operation-id-removed",
    "both",
    "breaking",
    "The operation has lost its id; generated code is named by it.",
  ],
  ["deprecated", "both", "non-breaking", "It is deprecated now; it still works."],
  ["undeprecated", "both", "non-breaking", "It is no longer deprecated."],
  ["tags-changed", "both", "metadata", "The operation is filed under other tags."],
  ["callbacks-changed", "both", "breaking", "The requests that Twilio sends back have changed."],

  ["security-alternative-added", "both", "non-breaking", "There is another way to authenticate."],
  [
    "security-alternative-removed",
    "both",
    "breaking",
    "A way to authenticate is gone or needs more than it did.",
  ],
  ["security-lifted", "both", "non-breaking", "It no longer asks for authentication."],
  ["security-scheme-changed", "both", "breaking", "A security scheme works differently."],
  ["server-added", "both", "non-breaking", "There is another server."],
  ["server-removed", "both", "breaking", "A server is gone or has moved."],
  ["server-variable-changed", "both", "breaking", "A variable of the server's URL has changed."],

  [
    "required-parameter-added",
    "request",
    "breaking",
    "There is a new parameter without which requests fail.",
  ],
  ["optional-parameter-added", "request", "non-breaking", "There is a new optional parameter."],
  ["parameter-removed", "request", "breaking", "A parameter is gone."],
  ["parameter-became-required", "request", "breaking", "Requests without it fail now."],
  ["parameter-became-optional", "request", "non-breaking", "Requests may leave it out now."],
  ["serialisation-changed", "both", "breaking", "The value is written differently on the wire."],
  ["leniency-added", "both", "non-breaking", "More ways to write the value are accepted."],
  ["leniency-removed", "both", "breaking", "Fewer ways to write the value are accepted."],

  [
    "required-request-body-added",
    "request",
    "breaking",
    "There is a request body without which requests fail.",
  ],
  ["optional-request-body-added", "request", "non-breaking", "There is an optional request body."],
  ["request-body-removed", "request", "breaking", "The request body is gone."],
  ["request-body-became-required", "request", "breaking", "Requests without a body fail now."],
  ["request-body-became-optional", "request", "non-breaking", "Requests may leave the body out now."],

  ["success-response-added", "response", "non-breaking", "There is another status for success."],
  ["success-response-removed", "response", "breaking", "A status for success is gone."],
  ["error-response-added", "response", "non-breaking", "There is another status for failure."],
  ["error-response-removed", "response", "non-breaking", "A status for failure is gone."],
  ["links-changed", "response", "non-breaking", "The operations that follow from the response have changed."],
  ["header-added", "response", "non-breaking", "The response has a new header."],
  ["header-removed", "response", "breaking", "A response header is gone."],
  ["header-became-required", "response", "non-breaking", "The header always comes now."],
  ["header-became-optional", "response", "breaking", "The header may be missing now."],
  ["header-added", "request", "breaking", "A part of the request body has a new header."],
  ["header-removed", "request", "breaking", "A part of the request body has lost a header."],
  ["header-became-required", "request", "breaking", "A part of the request body needs the header now."],
  [
    "header-became-optional",
    "request",
    "non-breaking",
    "A part of the request body may leave the header out.",
  ],

  ["media-type-added", "both", "non-breaking", "There is another media type."],
  ["media-type-removed", "both", "breaking", "A media type is gone."],
  ["encoding-changed", "both", "breaking", "A part of the body is encoded differently."],
  ["schema-added", "request", "breaking", "The value, free until now, has got a schema."],
  ["schema-removed", "request", "non-breaking", "The value is free now."],
  ["schema-added", "response", "non-breaking", "The value, unknown until now, has got a schema."],
  ["schema-removed", "response", "breaking", "Nothing is known of the value any more."],

  ["property-added", "request", "non-breaking", "There is a new optional property."],
  ["required-property-added", "request", "breaking", "There is a new property without which requests fail."],
  ["property-removed", "request", "breaking", "A property is gone."],
  ["property-became-required", "request", "breaking", "Requests without the property fail now."],
  ["property-became-optional", "request", "non-breaking", "Requests may leave the property out now."],
  ["property-added", "response", "non-breaking", "There is a new property."],
  ["property-removed", "response", "breaking", "A property is gone."],
  ["property-became-required", "response", "non-breaking", "The property always comes now."],
  ["property-became-optional", "response", "breaking", "The property may be missing now."],

  ["type-narrowed", "request", "breaking", "Fewer types are accepted."],
  ["type-widened", "request", "non-breaking", "More types are accepted."],
  ["type-narrowed", "response", "non-breaking", "Fewer types may come."],
  ["type-widened", "response", "breaking", "More types may come."],
  ["type-changed", "both", "breaking", "The value has another type."],
  ["nullable", "request", "non-breaking", "Null is accepted now."],
  ["not-nullable", "request", "breaking", "Null is no longer accepted."],
  ["nullable", "response", "breaking", "Null may come now."],
  ["not-nullable", "response", "non-breaking", "Null no longer comes."],
  ["values-narrowed", "request", "breaking", "Values are no longer accepted."],
  ["values-widened", "request", "non-breaking", "More values are accepted."],
  ["values-narrowed", "response", "non-breaking", "Some values no longer come."],
  ["values-widened", "response", "breaking", "Values may come that did not before."],
  ["values-changed", "both", "breaking", "Some values are gone, others are new."],
  ["limit-narrowed", "request", "breaking", "A limit has become stricter: less is accepted."],
  ["limit-widened", "request", "non-breaking", "A limit has become looser: more is accepted."],
  ["limit-narrowed", "response", "non-breaking", "A limit has become stricter: less may come."],
  ["limit-widened", "response", "breaking", "A limit has become looser: more may come."],
  ["limit-changed", "both", "breaking", "A limit is another one, neither stricter nor looser."],
  ["pattern-narrowed", "request", "breaking", "Text must match a pattern now."],
  ["pattern-widened", "request", "non-breaking", "Text need not match a pattern any more."],
  ["pattern-narrowed", "response", "non-breaking", "Text that comes matches a pattern now."],
  ["pattern-widened", "response", "breaking", "Text that comes need not match a pattern any more."],
  ["pattern-changed", "both", "breaking", "Text matches another pattern."],
  ["format-narrowed", "request", "breaking", "The value must have a format now, or a smaller one."],
  ["format-widened", "request", "non-breaking", "The value may have any format now, or a larger one."],
  ["format-narrowed", "response", "non-breaking", "The value that comes has a format now, or a smaller one."],
  [
    "format-widened",
    "response",
    "breaking",
    "The value that comes may have any format now, or a larger one.",
  ],
  ["format-named", "both", "non-breaking", "A format has come or gone that allows all values of the type."],
  ["format-changed", "both", "breaking", "The value has another format."],
  ["alternatives-narrowed", "request", "breaking", "An alternative of the schema is gone: less is accepted."],
  [
    "alternatives-widened",
    "request",
    "non-breaking",
    "The schema has another alternative: more is accepted.",
  ],
  [
    "alternatives-narrowed",
    "response",
    "non-breaking",
    "An alternative of the schema is gone: less may come.",
  ],
  ["alternatives-widened", "response", "breaking", "The schema has another alternative: more may come."],
  ["alternatives-changed", "both", "breaking", "Some alternatives of the schema are gone, others are new."],
  ["closed", "request", "breaking", "Nothing is accepted here any more."],
  ["opened", "request", "non-breaking", "Something is accepted here now."],
  ["closed", "response", "non-breaking", "Nothing comes here any more."],
  ["opened", "response", "breaking", "Something may come here now."],
  ["default-changed", "request", "breaking", "Leaving the value out means something else now."],
  ["default-changed", "response", "non-breaking", "The response's declared default has changed."],
  ["read-only", "request", "breaking", "The property can no longer be sent."],
  ["not-read-only", "request", "non-breaking", "The property can be sent now."],
  ["read-only", "response", "non-breaking", "The property comes in responses only now."],
  ["not-read-only", "response", "non-breaking", "The property can also be sent now."],
  ["write-only", "request", "non-breaking", "The property goes in requests only now."],
  ["not-write-only", "request", "non-breaking", "The property also comes back now."],
  ["write-only", "response", "breaking", "The property no longer comes in responses."],
  ["not-write-only", "response", "non-breaking", "The property comes in responses now."],
  ["condition-changed", "both", "breaking", "A condition that is compared as a whole has changed."],

  ["unknown-keyword", "both", "breaking", "Something that this check does not know: see what it means."],
  ["vendor-metadata", "both", "metadata", "A vendor extension (`x-`) has changed."],
  ["prose-changed", "both", "docs-only", "Twilio has changed what it writes here: read it."],
  ["prose-added", "both", "docs-only", "Twilio has written something here: read it."],
  ["prose-removed", "both", "docs-only", "Twilio has removed what it wrote here."],
] as const satisfies readonly (readonly [string, Rule["direction"], Class, string])[];

export type RuleId = (typeof TABLE)[number][0];

export const RULES: readonly Rule[] = TABLE.map(([id, direction, severity, text]) => ({
  id,
  direction,
  class: severity,
  text,
}));

/** The rule of that id for the direction. */
export function ruleFor(id: RuleId, direction: Rule["direction"]): Rule {
  const rule = RULES.find((each) => each.id === id && [direction, "both"].includes(each.direction));
  if (rule === undefined) throw new RangeError(`no rule ${id} for a ${direction}`);
  return rule;
}
