/** `npm run docs`: the docs site, into site/. */
import { build } from "vitepress";
import { writeApiReference } from "./docs/api/write.ts";
import { updateCode } from "./docs/code-blocks.ts";
import { writeSandbox } from "./docs/sandbox/write.ts";
import { writeSdkReference } from "./docs/sdk/write.ts";

const stale = await updateCode(".", { check: true });
if (stale.length > 0) throw new Error(`Stale code in ${stale.join(", ")}: npm run docs:code`);
await writeApiReference(".");
await writeSdkReference(".");
await writeSandbox(".");
await build("docs");
