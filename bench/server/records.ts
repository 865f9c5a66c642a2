import { operations } from "../../generated/operations.ts";
import { examples } from "../../generated/emulation.ts";

const { FetchServiceBinding, ListServiceBinding } = operations.conversations_v1;
const example = examples.conversations_v1[FetchServiceBinding.path];

/** The service whose bindings the server has. */
export const serviceSid = example.chat_service_sid;

/** The types that bindings have, in turn. */
export const types: readonly string[] = ListServiceBinding.query.BindingType.enum;

/** Where the number of a binding stands in what is written once. */
const HOLE = "##########";

/** A binding as JSON with holes in it, one for each place that holds its number. */
interface Template {
  readonly text: Buffer;
  readonly holes: readonly number[];
}

const templates: readonly Template[] = types.map((type) => {
  const text = JSON.stringify(recordOf(type));
  const holes = [...text.matchAll(new RegExp(HOLE, "g"))].map(({ index }) => index);
  return { text: Buffer.from(text), holes };
});

/** As long as Twilio's: the endpoint is as an APNs device token, 64 hexadecimal digits. */
function recordOf(type: string): Record<string, unknown> {
  const sid = example.sid.slice(0, -HOLE.length) + HOLE;
  return {
    ...example,
    sid,
    endpoint: "0123456789abcdef".repeat(4).slice(0, -HOLE.length) + HOLE,
    identity: `user-${HOLE}`,
    binding_type: type,
    url: example.url.replace(example.sid, sid),
  };
}

/** Bindings as a JSON array. Copying bytes keeps the server far cheaper than any client of it. */
export function writeArray(numbers: readonly number[]): Buffer {
  const length = numbers.reduce((sum, number) => sum + templateOf(number).text.length + 1, 1);
  const array = Buffer.allocUnsafe(Math.max(2, length));
  let at = array.write("[");
  for (const number of numbers) {
    if (at > 1) at += array.write(",", at);
    at += writeRecord(array, at, number);
  }
  array.write("]", at);
  return array;
}

/** One binding as JSON. */
export function writeOne(number: number): Buffer {
  const record = Buffer.allocUnsafe(templateOf(number).text.length);
  writeRecord(record, 0, number);
  return record;
}

function writeRecord(target: Buffer, at: number, number: number): number {
  const { text, holes } = templateOf(number);
  text.copy(target, at);
  const digits = String(number).padStart(HOLE.length, "0");
  for (const hole of holes) target.write(digits, at + hole, "latin1");
  return text.length;
}

function templateOf(number: number): Template {
  const template = templates[number % templates.length];
  if (!template) throw new RangeError(`No binding ${number}`);
  return template;
}

/** The number of a binding, out of its SID. */
export function numberOf(sid: string): number {
  return Number(sid.slice(-HOLE.length));
}
