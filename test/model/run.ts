import { getEventListeners } from "node:events";
import { expect, vi } from "vitest";
import type { ClientOptions, ServiceBinding } from "../../src/index.ts";
import { conversationsBindings } from "../support/client.ts";
import { manyBindings, reportOf, storeOf } from "../support/store.ts";
import type { Abort, Scenario } from "./scenario.ts";
import { type ModelServer, createServer } from "./server.ts";

/** How a run ended, and what the server recorded of it. */
export interface Run<Value> {
  readonly server: ModelServer;
  readonly reason: Error;
  readonly isAborted: boolean;
  readonly value?: Value;
  readonly error?: unknown;
}

type Bindings = ReturnType<typeof conversationsBindings>;

/** The options of a selection, and what they select. */
export const selections = {
  all: { options: { all: true }, filters: {}, matches: () => true },
  type: {
    options: { bindingType: "apn" },
    filters: { bindingType: "apn" },
    matches: ({ binding_type: type }: ServiceBinding) => type === "apn",
  },
  types: {
    options: { bindingType: ["gcm", "apn"] },
    filters: { bindingType: ["gcm", "apn"], parallel: false },
    matches: ({ binding_type: type }: ServiceBinding) => type === "apn" || type === "gcm",
  },
  identity: {
    options: { identity: ["user-1", "user-3"] },
    filters: { identity: ["user-1", "user-3"] },
    matches: ({ identity }: ServiceBinding) => identity === "user-1" || identity === "user-3",
  },
  filter: {
    options: { filter: ({ sid }: ServiceBinding) => /[02468ace]$/.test(sid) },
    filters: {},
    matches: ({ sid }: ServiceBinding) => /[02468ace]$/.test(sid),
  },
} as const;

const turns = async (count: number) => {
  for (let left = count; left > 0; left--) await new Promise((resolve) => setImmediate(resolve));
};

/**
 * Runs an operation on a scenario to its end, under a fake clock that moves whenever nothing is in flight. Checks
 * that nothing of it is left then: no request, no timer, no listener.
 */
export async function run<Value>(
  scenario: Scenario,
  operate: (bindings: Bindings, signal: AbortSignal) => Promise<Value>,
): Promise<Run<Value>> {
  const controller = new AbortController();
  const { signal } = controller;
  const reason = new Error("the caller's reason");
  const abortAt = (request: number, moment: Abort["moment"]) => {
    if (scenario.abort?.request === request && scenario.abort.moment === moment) controller.abort(reason);
  };
  const server = createServer(scenario, abortAt, () => signal.aborted);
  const late: string[] = [];
  const state = { isSettled: false, hooks: 0 };
  const isPending = () => !state.isSettled;
  const next = { store: storeOf(manyBindings(5)), isOpen: false };
  const pass = async (act = (): void => undefined) => {
    state.hooks += 1;
    await turns(1);
    act();
    await turns(1);
    state.hooks -= 1;
  };
  const hooks: ClientOptions = {
    onRequest: () => pass(() => abortAt(server.requests() + 1, "hook")),
    onResponse: () => pass(),
    onRetry: () => pass(),
  };
  const token = async () => {
    if (signal.aborted) late.push("the token function");
    await pass(() => abortAt(server.requests() + 1, "token"));
    return "token-of-the-model";
  };
  const bindings = conversationsBindings({
    fetch: (url, init) => {
      if (next.isOpen) return next.store.fetch(url, init);
      if (state.isSettled || signal.aborted) late.push(`${init.method ?? "GET"} ${url}`);
      return server.fetch(url, init);
    },
    maxRetries: scenario.maxRetries,
    ...(scenario.hasHooks && { ...hooks, authToken: undefined, token }),
  });
  const outcome = operate(bindings, signal)
    .then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    )
    .finally(() => {
      state.isSettled = true;
    });
  for (let step = 0; step < 5_000 && isPending(); step++) {
    await turns(6);
    const isIdle = server.inFlight() === 0 && state.hooks === 0;
    if (isIdle && isPending() && vi.getTimerCount() > 0) await vi.advanceTimersToNextTimerAsync();
  }
  expect(isPending(), "the operation is pending").toBe(false);
  expect(vi.getTimerCount(), "timers that are left").toBe(0);
  await turns(scenario.latency + 3);
  expect(late, "what was asked for after the end, or the abort").toEqual([]);
  expect(vi.getTimerCount(), "timers that are left").toBe(0);
  expect(getEventListeners(signal, "abort"), "listeners that are left").toEqual([]);
  next.isOpen = true;
  await expectNothingHeld(bindings);
  return { server, reason, isAborted: signal.aborted, ...(await outcome) };
}

/** A removal that comes after has nothing to wait for: it ends although the clock stands still. */
async function expectNothingHeld(bindings: Bindings): Promise<void> {
  const reports: unknown[] = [];
  const removal = bindings.removeAll({ all: true });
  removal.then(
    (report) => reports.push(report),
    (error: unknown) => reports.push(error),
  );
  for (let step = 0; step < 100 && reports.length === 0; step++) await turns(1);
  expect(reports, "the removal after it").toEqual([reportOf(5)]);
  expect(vi.getTimerCount(), "timers that are left").toBe(0);
}
