// Runs in the sandboxed frame: starts a worker for a program, passes on what it reports, and stops it.
import type { Order, Report, Stopped } from "./messages.ts";

const MAX_MILLISECONDS = 6_000;
const MAX_MESSAGES = 2_000;

addEventListener(
  "message",
  ({ data, ports: [port], source }: MessageEvent<{ readonly worker: string; readonly order: Order }>) => {
    if (source !== parent || port === undefined) return;
    const url = URL.createObjectURL(new Blob([data.worker], { type: "text/javascript" }));
    const worker = new Worker(url);
    let messages = 0;
    const stop = (reason: Stopped["reason"]) => {
      worker.terminate();
      worker.onmessage = null;
      clearTimeout(timer);
      port.postMessage({ kind: "stopped", reason } satisfies Stopped);
    };
    const timer = setTimeout(() => stop("time"), MAX_MILLISECONDS);
    worker.onmessage = (event: MessageEvent<Report>) => {
      messages += 1;
      if (messages > MAX_MESSAGES) stop("output");
      else port.postMessage(event.data);
    };
    port.onmessage = () => stop("reader");
    worker.postMessage(data.order);
  },
  { once: true },
);
parent.postMessage("ready", "*");
