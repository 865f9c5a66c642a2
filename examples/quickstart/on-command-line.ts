import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Emulator } from "twilio-bindings/emulator";
import { line, step } from "./print.ts";

const program = fileURLToPath(new URL("../../cli/src/main.ts", import.meta.url));

/** Shows a command of the command line, on the same emulator, for which it has to listen. */
export async function showCommandLine(emulator: Emulator, serviceSid: string): Promise<void> {
  const args = ["count", "--service", serviceSid, "--by", "type"];
  step("9. Without code", `npx twilio-bindings-cli ${args.join(" ")}`);
  const server = await emulator.listen();
  const env = {
    ...process.env,
    TWILIO_ACCOUNT_SID: emulator.accountSid,
    TWILIO_AUTH_TOKEN: "any",
    TWILIO_BINDINGS_BASE_URL: server.url,
  };
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", program, ...args], {
    env,
  });
  await server.close();
  for (const text of stdout.trimEnd().split("\n")) line(text);
}
