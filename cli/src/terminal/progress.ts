import { SingleBar } from "cli-progress";
import { counted } from "./styles.ts";

/** How often a line is written where there is no terminal, in milliseconds. */
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

/** How often the line in a terminal changes: its estimate then looks back over 10 seconds. */
const BAR_INTERVAL = 100;

const known = "{label} {bar} {percentage}% | {shown} of {all} | {rate}/s | {eta_formatted} left";
const unknown = "{label} {shown} | {rate}/s | {duration_formatted}";

export function createProgress(stream: NodeJS.WriteStream): Progress {
  let bar: SingleBar | undefined;
  let phase = { label: "", total: undefined as number | undefined, began: 0, value: 0, shownAt: Infinity };

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
      etaBuffer: 100,
    });
    bar.start(phase.total ?? 0, phase.value, payload());
  };
  const log = () => {
    const { label, shown, all, rate } = payload();
    const { total, value, began } = phase;
    const seconds = (performance.now() - began) / 1000;
    const left = total === undefined ? undefined : Math.ceil(((total - value) / value) * seconds);
    stream.write(`${label} ${shown}${left === undefined ? "" : ` of ${all}`} | ${rate}/s`);
    stream.write(left === undefined ? "\n" : ` | ${left} s left\n`);
  };
  const close = () => {
    bar?.stop();
    bar = undefined;
  };
  const stop = () => {
    close();
    phase = { ...phase, shownAt: Infinity };
  };
  return {
    start: (label, total) => {
      close();
      const began = performance.now();
      phase = { label, total, began, value: 0, shownAt: began };
      if (stream.isTTY) open();
    },
    update: (value) => {
      phase.value = value;
      const now = performance.now();
      if (now - phase.shownAt < (bar ? BAR_INTERVAL : LOG_INTERVAL)) return;
      phase.shownAt = now;
      if (bar) bar.update(value, payload());
      else log();
    },
    stop,
    aside: (print) => {
      const isShown = bar !== undefined;
      close();
      print();
      if (isShown) open();
    },
  };
}
