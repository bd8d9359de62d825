import { setImmediate } from "node:timers";
import type { Param } from "./param.ts";
import type { Row } from "./rows.ts";
import { type OneRead, paramText } from "./statement.ts";
import type { TransactionSource } from "./transactionSource.ts";

interface Asked {
  readonly read: OneRead;
  readonly answer: (rows: readonly Row[]) => void;
  readonly fail: (error: unknown) => void;
}

/** As many as a statement answers in about the time of a round trip. */
const MOST_TOGETHER = 64;

/**
 * Sends what is read in one turn of the event loop as one statement, and so costs nobody time: a busy
 * process, to which many answers come at once, sends few, and an idle one sends each at once.
 */
export function readsTogether(
  send: Required<TransactionSource>["statement"],
): (read: OneRead) => Promise<readonly Row[]> {
  const ask = async (text: string, params: readonly Param[]): Promise<readonly Row[]> =>
    (await send(text, params.map(paramText))).rows;
  const askAlone = ({ read, answer, fail }: Asked): Promise<void> =>
    ask(read.text, read.params).then(answer, fail);
  const askTogether = async (text: string, asked: readonly Asked[]): Promise<void> => {
    const places = asked[0]?.read.params.keys() ?? [];
    const lists = [...places].map((place) => asked.map(({ read }) => read.params[place] ?? null));
    try {
      const rows = await ask(text, lists);
      if (rows.length !== asked.length) throw new Error("Each is to be answered by a row.");
      for (const [at, { answer }] of asked.entries()) answer(rows.slice(at, at + 1));
    } catch {
      // One of them may be to blame, and no other is to fail for it.
      await Promise.all(asked.map(askAlone));
    }
  };

  let waiting = new Map<string, Asked[]>();
  const sendAll = (): void => {
    const turn = waiting;
    waiting = new Map();
    for (const [text, asked] of turn) {
      for (let from = 0; from < asked.length; from += MOST_TOGETHER) {
        const some = asked.slice(from, from + MOST_TOGETHER);
        const [only] = some.length === 1 ? some : [];
        void (only === undefined ? askTogether(text, some) : askAlone(only));
      }
    }
  };

  return (read) =>
    new Promise((answer, fail) => {
      if (waiting.size === 0) setImmediate(sendAll);
      const asked = waiting.get(read.ofSeveral) ?? [];
      asked.push({ read, answer, fail });
      waiting.set(read.ofSeveral, asked);
    });
}
