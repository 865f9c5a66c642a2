import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { binding } from "../../support/answers.ts";
import { listening } from "../../support/servers.ts";
import { bindingSid, serviceSid } from "../../support/sids.ts";
import { environment, launch } from "../support.ts";

const PAGE = 100;

/** A server with a list of so many bindings. */
function longList(count: number) {
  return listening(
    createServer(({ url = "" }, response) => {
      const index = Number(new URL(url, "http://host").searchParams.get("Page") ?? 0);
      const path = `/v1/Services/${serviceSid}/Bindings?PageSize=${PAGE}&Page=`;
      const next =
        (index + 1) * PAGE < count ? `http://host${path}${index + 1}&PageToken=T${index + 1}` : null;
      const bindings = Array.from({ length: PAGE }, (_, position) => {
        const number = index * PAGE + position + 1;
        return { ...binding(1), sid: bindingSid(number), identity: `user-${number}` };
      });
      const meta = { page: index, page_size: PAGE, key: "bindings", next_page_url: next };
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(
        JSON.stringify({ bindings, meta: { ...meta, previous_page_url: null, url: "", first_page_url: "" } }),
      );
    }),
  );
}

/** The most memory that the process has had, in MB. */
async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  // A process that has ended, and is still known, has none.
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

it.each(["ndjson", "table"])("takes no more memory for a longer list, as %s", async (format) => {
  const peaks: number[] = [];
  for (const count of [20_000, 200_000]) {
    const { url } = await longList(count);
    const { child } = launch(["list", "-s", serviceSid, "--format", format], environment(url));
    let peak = 0;
    let lines = 0;
    child.stdout.removeAllListeners("data");
    child.stdout.on("data", (chunk: string) => (lines += chunk.split("\n").length - 1));
    const timer = setInterval(() => {
      void peakMemory(child.pid ?? 0).then(
        (now) => (peak = Math.max(peak, now)),
        () => undefined,
      );
    }, 50);
    const code = await new Promise((resolve) => child.once("close", resolve));
    clearInterval(timer);
    expect(code).toBe(0);
    expect(lines).toBeGreaterThanOrEqual(count);
    peaks.push(peak);
  }
  console.log(`${format}: ${peaks.map((peak) => peak.toFixed(0)).join(" MB, ")} MB`);
  const [shorter = 0, longer = Infinity] = peaks;
  expect(shorter).toBeGreaterThan(0);
  expect(longer).toBeLessThan(shorter + 60);
});
