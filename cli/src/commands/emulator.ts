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
      run(async ({ interrupt, out }) => {
        const { run: runEmulator } = await import("../../../src/emulator/command/run.ts");
        const ended = AbortSignal.any([interrupt.requested, out.closed]);
        const code = await runEmulator(args, ended);
        return code === 0 ? exitCodes.done : code === 2 ? exitCodes.usage : exitCodes.failed;
      }),
    );
};
