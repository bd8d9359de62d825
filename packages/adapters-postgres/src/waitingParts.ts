import { answersOf, batchesOf, jointStatement, type Part } from "./jointStatement.ts";
import type { Param } from "./param.ts";
import type { Row } from "./rows.ts";

type Query = (text: string, params: readonly Param[]) => Promise<readonly Row[]>;

/** Collects parts until all code that runs now has asked for its own, and sends them then. */
export function waitingParts(query: Query): {
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
      const [only] = batch;
      const answers =
        batch.length === 1 && only !== undefined
          ? [await query(only.text, only.params)]
          : answersOf(batch, await askJointly(batch));
      for (const [at, { answer }] of batch.entries()) answer(answers[at] ?? []);
    } catch (error) {
      for (const { fail } of batch) fail(error);
    }
  };
  const askJointly = (batch: readonly Waiting[]): Promise<readonly Row[]> => {
    const { text, params } = jointStatement(batch);
    return query(text, params);
  };
  const send = (): void => {
    const batches = batchesOf(parts);
    parts = [];
    for (const batch of batches) void sendBatch(batch);
  };
  const add = (part: Part): Promise<readonly Row[]> =>
    new Promise((answer, fail) => {
      parts.push({ ...part, answer, fail });
      if (parts.length === 1) queueMicrotask(send);
    });
  return { add, send };
}
