import { exitCodes } from "../errors.ts";
import type { AddCommand } from "./command.ts";

/** `emulator`: the SDK's emulator, with the flags of its own command. */
export const addEmulator: AddCommand = (program, run) => {
  program
    .command("emulator")
    .description("serve an emulator of the API, to try things; emulator --help lists its options")
    .argument("[options...]")
    .allowUnknownOption()
    .helpOption(false)
    .action((args: readonly string[]) =>
      run(async ({ interrupt }) => {
        const { run: runEmulator } = await import("../../../src/emulator/command/run.ts");
        const { onPackageRunnerEnd } = await import("../../../src/emulator/command/parent.ts");
        const runnerEnded = new AbortController();
        onPackageRunnerEnd(() => runnerEnded.abort());
        const code = await runEmulator(args, AbortSignal.any([interrupt.requested, runnerEnded.signal]));
        return code === 0 ? exitCodes.done : code === 2 ? exitCodes.usage : exitCodes.failed;
      }),
    );
};
