import { type FileHandle, open } from "node:fs/promises";
import { UsageError } from "../errors.ts";
import { isBindingSid } from "../sdk.ts";
import type { Binding } from "../selection/products.ts";

/** A file that gets the bindings before they are removed, one a line as JSON. */
export interface Backup {
  add(binding: Binding): Promise<void>;
  /** Makes sure that all is on the disk. Nothing may be removed before. */
  flush(): Promise<void>;
  /** Takes back what was added, because nothing was removed. */
  undo(): Promise<void>;
  close(): Promise<void>;
}

/** So many characters are collected for one write. */
const CHUNK = 64 * 1024;

/**
 * Opens the file. A backup that is there already is added to, so that a removal that was killed can be run again;
 * any other file is left alone.
 *
 * @throws UsageError
 */
export async function openBackup(path: string): Promise<Backup> {
  const file = await openFile(path);
  const { size: before } = await file.stat();
  // The last line may be incomplete, if the process was killed.
  let pending = before > 0 && (await byteAt(file, before - 1)) !== "\n" ? "\n" : "";
  const write = async () => {
    const text = pending;
    pending = "";
    await file.writeFile(text);
  };
  return {
    add: async (binding) => {
      pending += `${JSON.stringify(binding)}\n`;
      if (pending.length >= CHUNK) await write();
    },
    flush: async () => {
      await write();
      await file.sync();
    },
    undo: async () => {
      pending = "";
      await file.truncate(before);
    },
    close: () => file.close(),
  };
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, "a+");
    if (await isBackup(file)) return file;
    await file.close();
  } catch (error) {
    const { code = "unwritable" } = error as NodeJS.ErrnoException;
    throw new UsageError(`--backup: cannot write ${path} (${code})`, { cause: error });
  }
  throw new UsageError(`--backup: ${path} exists and is not a backup; choose another name`);
}

/** Whether the file is empty, or its first line is a binding. */
async function isBackup(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
  const [, sid] = /^\{"sid":"(\w+)"/.exec(buffer.toString("latin1", 0, bytesRead)) ?? [];
  return isBindingSid(sid);
}

async function byteAt(file: FileHandle, position: number): Promise<string> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, position);
  return buffer.toString("latin1");
}
