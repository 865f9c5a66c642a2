import { runsIn } from "../cases/index.ts";
import { withoutSockets } from "../cases/platform.ts";
import { remote } from "../cases/remote.ts";
import { inProcess } from "../cases/fixture.ts";

/** A test of workerd's is an export; they are written out by `workerd.ts`, one for each of these. */
export const runs = runsIn([inProcess, remote(CONTROL_URL)], withoutSockets);
