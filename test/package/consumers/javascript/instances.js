// Both builds in one process, as when a CommonJS library and an ES module use the package.
import { createRequire } from "node:module";
import * as imported from "twilio-bindings";

const required = createRequire(import.meta.url)("twilio-bindings");
if (imported.ValidationError === required.ValidationError) throw new Error("one build only");

const thrown = ({ parseBindingSid }) => {
  try {
    return parseBindingSid("no");
  } catch (error) {
    return error;
  }
};
const names = Object.keys(required).filter((name) => name.endsWith("Error"));
const classesOf = (error, sdk) => names.filter((name) => error instanceof sdk[name]).sort();
const right = JSON.stringify(["InvalidSidError", "TwilioBindingsError", "ValidationError"]);
for (const error of [thrown(imported), thrown(required)]) {
  for (const sdk of [imported, required]) {
    const classes = JSON.stringify(classesOf(error, sdk));
    if (classes !== right) throw new Error(classes);
  }
  // A user's own subclass has only its own instances.
  class Own extends imported.ValidationError {}
  if (error instanceof Own || {} instanceof imported.ValidationError) throw new Error("too many");
}
console.log("ok");
