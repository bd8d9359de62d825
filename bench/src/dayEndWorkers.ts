import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { PlainDate } from "@lendkit/engine";

/** What a worker is asked to do. A floor is prepared by the worker that then runs it. */
export interface DayEndOrder {
  readonly what: "runDay" | "prepareFloor" | "runFloor";
  readonly schema: string;
  readonly asOf: PlainDate;
  readonly batchSize: number;
}

export interface DayEndAnswer {
  /** Loans that it carried forward. */
  readonly loans: number;
  /** The most memory that the process has had so far. */
  readonly peakBytes: number;
}

/** A process with one connection. */
export interface DayEndWorker {
  ask(order: DayEndOrder): Promise<DayEndAnswer>;
  close(): Promise<void>;
}

export function startWorker(url: string): DayEndWorker {
  const program = fileURLToPath(new URL("dayEndWorker.ts", import.meta.url));
  const child = fork(program, [url]);
  return {
    ask: (order) => askChild(child, order),
    async close() {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

function askChild(child: ChildProcess, order: DayEndOrder): Promise<DayEndAnswer> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => reject(new Error("A worker of the day-end has ended."));
    child.once("exit", onExit);
    child.once("message", (answer: DayEndAnswer) => {
      child.removeListener("exit", onExit);
      resolve(answer);
    });
    child.send(order);
  });
}
