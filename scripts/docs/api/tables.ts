import { type Document, type Header, type Node, type Parameter, resolve } from "./document.ts";
import { type Facts, type Property, factsOf, personalData } from "./schema.ts";

/** A row of a table: a name with its type and marks, and what there is to say of it. */
interface Row {
  readonly name: string;
  readonly type: string;
  readonly marks: readonly string[];
  readonly text: readonly (string | undefined)[];
}

export function parameterTable(document: Document, parameters: readonly Parameter[]): string {
  const rows = parameters.map((parameter) => {
    const facts = factsOf(document, parameter.schema);
    return {
      name: parameter.name,
      type: facts.type,
      marks: [parameter.in, ...marksOf(facts, { ...parameter, required: parameter.required ?? false })],
      text: [parameter.description, ...facts.constraints, ...personalData(parameter["x-twilio"])],
    };
  });
  return table("parameter", rows);
}

export function propertyTable(properties: readonly Property[]): string {
  const rows = properties.map(({ path, required, facts }) => ({
    name: path,
    type: facts.type,
    marks: marksOf(facts, {
      required,
      ...(facts.schema["x-twilio"] && { "x-twilio": facts.schema["x-twilio"] }),
    }),
    text: [facts.schema.description, ...facts.constraints, ...personalData(facts.schema["x-twilio"])],
  }));
  return table("property", rows);
}

export function headerTable(document: Document, headers: Readonly<Record<string, Node<Header>>>): string {
  const rows = Object.entries(headers).map(([name, node]) => {
    const { schema, description, example } = resolve<Header>(document, node);
    const facts = factsOf(document, schema);
    const value = example ?? facts.schema.examples?.[0];
    return {
      name,
      type: facts.type,
      marks: [],
      text: [
        description,
        ...facts.constraints,
        value === undefined
          ? undefined
          : `Example: \`${typeof value === "string" ? value : JSON.stringify(value)}\``,
      ],
    };
  });
  return table("header", rows);
}

function marksOf(
  facts: Facts,
  node: { readonly required: boolean; readonly deprecated?: boolean; readonly "x-twilio"?: object },
): string[] {
  return [
    node.required ? "required" : "optional",
    ...(facts.nullable ? ["nullable"] : []),
    ...(node["x-twilio"] && "pii" in node["x-twilio"] ? ["PII"] : []),
    ...((node.deprecated ?? facts.schema.deprecated) ? ["deprecated"] : []),
  ];
}

function table(kind: string, rows: readonly Row[]): string {
  const lines = rows.map(({ name, type, marks, text }) => {
    const tags = marks.map((mark) => `<span class="mark ${mark}">${mark}</span>`).join(" ");
    const sentences = text.filter((part) => part !== undefined).map(cell);
    return `| \`${name}\`<br><span class="type">${cell(type)}</span> ${tags} | ${sentences.join("<br>")} |`;
  });
  return [`| ${kind} | description |`, "| --- | --- |", ...lines].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
