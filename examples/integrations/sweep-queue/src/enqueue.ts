/** `npm run enqueue -- plan.json`: adds the sweeps of a plan to the queue. Running it twice changes nothing. */
import { readFile } from "node:fs/promises";
import { enqueue, openQueue } from "./queue.ts";
import { readSettings } from "./settings.ts";
import { readPlan } from "./sweep.ts";

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error("Usage: npm run enqueue -- plan.json");
  process.exit(2);
}
// Read before anything is added: a plan with a mistake in it adds nothing.
const sweeps = readPlan(JSON.parse(await readFile(file, "utf8")));
const queue = openQueue(readSettings());
try {
  const { added, retried, known } = await enqueue(queue, sweeps);
  console.log(`${added} sweeps added, ${retried} that had failed retried, ${known} in the queue already`);
  console.log(await queue.getJobCounts("waiting", "active", "delayed", "failed"));
} finally {
  await queue.close();
}
