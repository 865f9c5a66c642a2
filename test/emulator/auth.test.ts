import { expect, it } from "vitest";
import { createEmulator } from "../../src/emulator/index.ts";
import { someSid } from "./support.ts";

const url = `https://conversations.twilio.com/v1/Services/${someSid("Service")}/Bindings`;
const status = async (emulator: ReturnType<typeof createEmulator>, authorization: string) =>
  (await emulator.fetch(url, { headers: { authorization } })).status;

it("accepts a password of any letters, as UTF-8 or as Latin-1", async () => {
  const accountSid = someSid("Account");
  const encode = (pair: string, encoding: BufferEncoding) =>
    `Basic ${Buffer.from(pair, encoding).toString("base64")}`;
  for (const authToken of ["pässwörd", "密码", "p:ä"]) {
    const emulator = createEmulator({ accountSid, authToken });
    expect(await status(emulator, encode(`${accountSid}:${authToken}`, "utf8"))).toBe(200);
    expect(await status(emulator, encode(`${accountSid}:passwörd`, "utf8"))).toBe(401);
  }
  const emulator = createEmulator({ accountSid, authToken: "pässwörd" });
  expect(await status(emulator, encode(`${accountSid}:pässwörd`, "latin1"))).toBe(200);
});
