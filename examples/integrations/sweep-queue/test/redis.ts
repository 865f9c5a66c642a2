import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { ended } from "./processes.ts";

export interface RedisServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a Redis of its own on a free loopback port, which keeps nothing. @throws Error where there is no binary */
export async function startRedis(): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), "sweep-queue-redis-"));
  const port = await freePort();
  const options = { bind: "127.0.0.1", port: String(port), dir: directory, save: "", appendonly: "no" };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const server = spawn(process.env["REDIS_SERVER"] ?? "redis-server", args, {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const close = async () => {
    server.kill();
    await ended(server);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await started(server);
    const url = `redis://127.0.0.1:${port}`;
    const connection = new Redis(url);
    await connection.ping();
    connection.disconnect();
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function started(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    server.once("error", (error: NodeJS.ErrnoException) => {
      const hint = "redis-server is not installed. On Debian: apt-get install -y redis-server";
      reject(error.code === "ENOENT" ? new Error(hint) : error);
    });
    server.once("exit", () => reject(new Error(`redis-server ended:\n${output}`)));
    server.stdout?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (output.includes("Ready to accept connections")) resolve();
    });
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("No free port");
  return address.port;
}
