import nock from "nock";
import { expect } from "vitest";

// No test reaches anything but this machine, and none depends on the credentials of whoever runs it.
nock.disableNetConnect();
nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/);
for (const name of Object.keys(process.env))
  if (name.startsWith("TWILIO_")) Reflect.deleteProperty(process.env, name);

// A worker runs one file after another. nock lies between a client and its sockets, which is where test/faults looks.
if (expect.getState().testPath?.includes("/test/faults/")) nock.restore();
else if (!nock.isActive()) nock.activate();
