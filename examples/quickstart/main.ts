/** `npm start`: shows what the SDK does, on the emulator or, if credentials are set, read-only on Twilio. */
import { showEmulator } from "./on-emulator.ts";
import { showTwilio } from "./on-twilio.ts";

const { TWILIO_SERVICE_SID, TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_API_KEY, TWILIO_API_SECRET } =
  process.env;
const hasCredentials = [
  [TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN],
  [TWILIO_API_KEY, TWILIO_API_SECRET],
].some((pair) => pair.every(Boolean));

if (hasCredentials && TWILIO_SERVICE_SID) await showTwilio(TWILIO_SERVICE_SID);
else await showEmulator();
