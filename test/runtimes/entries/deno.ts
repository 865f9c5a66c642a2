import { runsIn } from "../cases/index.ts";
import { withEnvironment } from "../cases/platform.ts";
import { inProcess, ownSocket } from "../cases/fixture.ts";

for (const { name, run } of runsIn([inProcess, ownSocket], withEnvironment)) Deno.test(name, run);
