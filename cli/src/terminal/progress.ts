import { SingleBar } from "cli-progress";
import { counted } from "./styles.ts";

/** Intervals of the line of progress, in milliseconds: the shortest, and in a log that is no terminal. */
const LOG_INTERVAL = 10_000;

/** Progress on standard error: a line that changes in a terminal, a line now and then in a log. */
export interface Progress {
  /** Begins a phase. @param total - `undefined` where it is not known */
  start(label: string, total?: number): void;
  update(value: number): void;
  /** Ends the phase and takes its line away. */
  stop(): void;
  /** Prints something while the line is away. */
  aside(print: () => void): void;
}

const known = "{label} {bar} {percentage}% | {shown} of {all} | {rate}/s | {eta_formatted} left";
const unknown = "{label} {shown} | {rate}/s | {duration_formatted}";

export function createProgress(stream: NodeJS.WriteStream): Progress {
  let bar: SingleBar | undefined;
  let phase = { label: "", total: undefined as number | undefined, began: 0, value: 0 };

  const payload = () => {
    const { label, total, began, value } = phase;
    const seconds = Math.max(0.001, (performance.now() - began) / 1000);
    return {
      label,
      shown: counted(value),
      all: counted(total ?? 0),
      rate: counted(Math.round(value / seconds)),
    };
  };
  const open = () => {
    bar = new SingleBar({
      format: phase.total === undefined ? unknown : known,
      stream,
      barsize: 24,
      barCompleteChar: "█",
      barIncompleteChar: "░",
      clearOnComplete: true,
      // Leaves the terminal as it was, however the process ends: the line is cut instead.
      linewrap: true,
      noTTYOutput: true,
      notTTYSchedule: LOG_INTERVAL,
      etaBuffer: 1000,
    });
    bar.start(phase.total ?? 0, phase.value, payload());
  };
  const close = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    start: (label, total) => {
      close();
      phase = { label, total, began: performance.now(), value: 0 };
      if (stream.isTTY) open();
    },
    update: (value) => {
      phase.value = value;
      bar?.update(value, payload());
    },
    stop: close,
    aside: (print) => {
      const isShown = bar !== undefined;
      close();
      print();
      if (isShown) open();
    },
  };
}
