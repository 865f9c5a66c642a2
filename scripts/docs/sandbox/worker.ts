// Runs one program, in a worker of its own within the sandbox.
import * as sdk from "twilio-bindings";
import * as emulator from "twilio-bindings/emulator";
import type { Order, Report } from "./messages.ts";
import { type Main, errorReport, run } from "./run.ts";

/** The part of a worker's global object that is used here. */
interface Scope extends Record<string, unknown> {
  importScripts(url: string): void;
  postMessage(report: Report): void;
}
const scope = globalThis as unknown as Scope;
// The program may replace them.
const importScripts = scope.importScripts.bind(scope);
const send: (report: Report) => void = scope.postMessage.bind(scope);

/** Evaluates a program as a script, because the policy of the sandbox forbids `eval`. */
function load(code: string): Promise<Main> {
  const script = `globalThis.__main = async (require, exports, __begin) => {${code}\n}\n//# sourceURL=sample.js`;
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  importScripts(url);
  return Promise.resolve(scope["__main"] as Main);
}

addEventListener(
  "message",
  ({ data }: MessageEvent<Order>) => {
    addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      send(errorReport(event.reason, data.lineOffset));
    });
    addEventListener("error", (event) => {
      event.preventDefault();
      send(errorReport(event.error, data.lineOffset));
    });
    void run(data, { sdk, emulator }, load, scope, send);
  },
  { once: true },
);
