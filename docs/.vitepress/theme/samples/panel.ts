import { withBase } from "vitepress";
import type { Program, Source } from "../../../../scripts/docs/samples/compile.ts";
import type { FaultName } from "../../../../scripts/docs/sandbox/messages.ts";
import { element } from "./elements.ts";
import { createOutput } from "./output.ts";
import { start } from "./sandbox.ts";

interface Sample {
  readonly source: Source;
  readonly program: Program;
}

const faults: readonly (readonly [FaultName, string])[] = [
  ["none", "No fault"],
  ["rate-limited", "429, Retry-After: 1"],
  ["reset", "Connection reset"],
  ["unavailable", "503"],
  ["slow", "Slow: 1 s per request"],
];

/** Adds the controls below a code block that runs: Run, Stop, Edit, and a fault for the requests. */
export function addPanel(block: HTMLElement, file: string): void {
  const runButton = element("button", { type: "button", class: "run-start" }, "Run");
  const stopButton = element("button", { type: "button" }, "Stop");
  const editButton = element("button", { type: "button", "aria-pressed": "false" }, "Edit");
  const undoButton = element("button", { type: "button" }, "Undo edits");
  const fault = element("select", { "aria-label": "Fault of the first request" });
  fault.append(...faults.map(([value, text]) => element("option", { value }, text)));
  const call = element("p", { class: "run-call" });
  const editor = createEditor();
  const output = createOutput();
  const bar = element("div", { class: "run-bar" }, runButton, stopButton, editButton, undoButton, fault);
  const panel = element("div", { class: "run", role: "group", "aria-label": "Run this sample" });
  panel.append(editor, bar, call, output.root);
  stopButton.hidden = undoButton.hidden = editor.hidden = call.hidden = true;

  let loaded: Promise<Sample> | undefined;
  const load = () => (loaded ??= loadSample(file));
  let abort = new AbortController();
  const isRunning = (value: boolean) => {
    runButton.disabled = value;
    stopButton.hidden = !value;
  };

  const run = async () => {
    output.clear();
    isRunning(true);
    const { signal } = (abort = new AbortController());
    try {
      const sample = await load();
      call.hidden = sample.source.call === "";
      call.replaceChildren("Then runs ", element("code", {}, sample.source.call));
      const program = editor.hidden ? sample.program : await compileEdited(sample.source, editor.value);
      const order = { ...program, fault: fault.value as FaultName };
      const { stop } = await start(order, (report) => {
        output.show(report);
        if (report.kind === "end" || report.kind === "stopped") finish();
      });
      // Stop may have been pressed before anything ran.
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop);
    } catch (error) {
      output.show({ kind: "error", text: error instanceof Error ? error.message : String(error) });
      finish();
    }
  };
  const finish = () => {
    const hadFocus = document.activeElement === stopButton;
    isRunning(false);
    if (hadFocus) runButton.focus();
  };
  const edit = async () => {
    const { source } = await load();
    const isOpen = !editor.hidden;
    if (!isOpen && editor.value === "") editor.value = source.code;
    editor.hidden = isOpen;
    block.hidden = !isOpen;
    editButton.setAttribute("aria-pressed", String(!isOpen));
    editor.rows = editor.value.split("\n").length + 1;
    undoButton.hidden = isOpen;
    if (!isOpen) editor.focus();
  };
  const undo = async () => {
    editor.value = (await load()).source.code;
    editor.focus();
  };

  runButton.addEventListener("click", () => void run());
  stopButton.addEventListener("click", () => abort.abort());
  editButton.addEventListener("click", () => void edit());
  undoButton.addEventListener("click", () => void undo());
  editor.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !runButton.disabled) void run();
  });
  (block.closest(".vp-code-group") ?? block).after(panel);
}

function createEditor(): HTMLTextAreaElement {
  return element("textarea", {
    "aria-label": "Code of the sample",
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
    wrap: "off",
  });
}

async function loadSample(file: string): Promise<Sample> {
  const response = await fetch(withBase(`/run/samples/${file}`));
  return (await response.json()) as Sample;
}

/** Only edited code needs the compiler. */
async function compileEdited(source: Source, code: string): Promise<Program> {
  const { compile } = await import("../../../../scripts/docs/samples/compile.ts");
  try {
    return compile({ ...source, code });
  } catch (error) {
    const { lineOffset } = compile({ ...source, code: "" });
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(
      message.replace(/\((\d+):/, (_, line: string) => `(${Number(line) - lineOffset}:`),
      {
        cause: error,
      },
    );
  }
}
