import type { RecordedRequest } from "twilio-bindings/emulator";

type Requests = readonly RecordedRequest[];

/** Counts requests by status; those without a response as "none". */
export function statuses(requests: Requests): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of requests) counts[status ?? "none"] = (counts[status ?? "none"] ?? 0) + 1;
  return counts;
}

/** Counts how often each binding was removed, by its SID. */
export function removals(requests: Requests): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { method, status, path } of requests) {
    const sid = path.slice(path.lastIndexOf("/") + 1);
    if (method === "DELETE" && status === 204) counts.set(sid, (counts.get(sid) ?? 0) + 1);
  }
  return counts;
}

/** Maximum concurrent requests. */
export function mostInFlight(requests: Requests): number {
  return Math.max(...requests.map(({ concurrent }) => concurrent));
}

/** Seconds from the first request to the last. */
export function duration(requests: Requests): number {
  const times = requests.map(({ time }) => time);
  return (Math.max(...times) - Math.min(...times)) / 1000;
}

/** Maximum requests within a second. */
export function busiestSecond(requests: Requests): number {
  const times = requests.map(({ time }) => time).sort((a, b) => a - b);
  let start = 0;
  let most = 0;
  for (const [end, time] of times.entries()) {
    while (time - (times[start] ?? time) >= 1000) start++;
    most = Math.max(most, end - start + 1);
  }
  return most;
}

/** By how many requests any stretch of time, however short or long, was ahead of a pace. */
export function aheadOfPace(requests: Requests, perSecond: number): number {
  const times = requests.map(({ time }) => time).sort((a, b) => a - b);
  let ahead = 0;
  let most = 0;
  for (const [index, time] of times.entries()) {
    const earned = ((time - (times[index - 1] ?? time)) / 1000) * perSecond;
    ahead = Math.max(0, ahead - earned) + 1;
    most = Math.max(most, ahead);
  }
  return Math.ceil(most);
}
