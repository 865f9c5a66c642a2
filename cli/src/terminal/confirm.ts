import { confirm, isCancel } from "@clack/prompts";
import { RefusedError } from "../errors.ts";
import type { Session } from "../session.ts";

/** Asks on standard error. @throws RefusedError if the answer is no, or there is nobody to ask */
export async function requireConfirmation({ notes, interrupt }: Session, question: string): Promise<void> {
  if (!process.stdin.isTTY || !notes.stream.isTTY)
    throw new RefusedError("Not confirmed: there is no terminal to ask; --yes removes without asking");
  const answer = await confirm({
    message: question,
    initialValue: false,
    output: notes.stream,
    signal: interrupt.requested,
  });
  if (isCancel(answer) || !answer) throw new RefusedError("Not confirmed: nothing was removed");
}
