import { withBase } from "vitepress";
import type { Order, Report, Stopped } from "../../../../scripts/docs/sandbox/messages.ts";

/** A program that runs. */
interface Running {
  readonly stop: () => void;
}

let worker: Promise<string> | undefined;

/** The worker's script, which the frame cannot load itself. */
function workerScript(): Promise<string> {
  worker ??= fetch(withBase("/run/worker.js")).then((response) => response.text());
  return worker;
}

/** Runs a program in a frame of its own, which has no origin and a policy that lets nothing out. */
export async function start(order: Order, listen: (report: Report | Stopped) => void): Promise<Running> {
  const script = await workerScript();
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = "Sandbox of the sample";
  frame.hidden = true;
  frame.src = withBase("/run/frame.html");
  const { port1: port, port2 } = new MessageChannel();
  const end = () => {
    removeEventListener("message", greet);
    port.close();
    frame.remove();
  };
  const greet = ({ source }: MessageEvent) => {
    if (source !== frame.contentWindow || source === null) return;
    frame.contentWindow?.postMessage({ worker: script, order }, "*", [port2]);
  };
  addEventListener("message", greet);
  port.onmessage = ({ data }: MessageEvent<Report | Stopped>) => {
    if (data.kind === "end" || data.kind === "stopped") end();
    listen(data);
  };
  document.body.append(frame);
  return { stop: () => port.postMessage("stop") };
}
