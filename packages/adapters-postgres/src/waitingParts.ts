import {
  type AsOneCall,
  answersOf,
  batchesOf,
  jointStatement,
  type Part,
} from "./jointStatement.ts";
import type { Row } from "./rows.ts";
import type { Ask } from "./statement.ts";

/** Collects parts until all code that runs now has asked for its own, and sends them then. */
export function waitingParts(
  send: Ask,
  asOneCall?: AsOneCall,
): {
  add: (part: Part) => Promise<readonly Row[]>;
  send: () => void;
} {
  interface Waiting extends Part {
    readonly answer: (rows: readonly Row[]) => void;
    readonly fail: (error: unknown) => void;
  }
  let parts: Waiting[] = [];
  const sendBatch = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const answers = await ask(batch);
      for (const [at, { answer }] of batch.entries()) answer(answers[at] ?? []);
    } catch (error) {
      for (const { fail } of batch) fail(error);
    }
  };
  const ask = async (batch: readonly Waiting[]): Promise<readonly (readonly Row[])[]> => {
    const call = asOneCall?.(batch);
    if (call !== undefined) return call.answersOf(await send(call));
    const [only] = batch;
    if (only !== undefined && batch.length === 1) return [await send(only)];
    return answersOf(batch, await send(jointStatement(batch)));
  };
  const sendAll = (): void => {
    const batches = batchesOf(parts);
    parts = [];
    for (const batch of batches) void sendBatch(batch);
  };
  const add = (part: Part): Promise<readonly Row[]> =>
    new Promise((answer, fail) => {
      parts.push({ ...part, answer, fail });
      if (parts.length === 1) queueMicrotask(sendAll);
    });
  return { add, send: sendAll };
}
