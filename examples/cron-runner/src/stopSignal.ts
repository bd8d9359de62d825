import { constants } from "node:os";
import { type ErrorType, errorType } from "@lendkit/engine";

type StopName = "SIGINT" | "SIGTERM";

export const stoppedBySignal: ErrorType<{ readonly name: StopName }> = errorType(
  "STOPPED_BY_SIGNAL",
  {
    kind: "unavailable",
    retryable: true,
    message: ({ name }) => `Stopped by ${name}.`,
  },
);

/**
 * Aborts on the first SIGINT or SIGTERM, so that the day-end ends between two batches. A second
 * one ends the process at once.
 */
export function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = (name: StopName): void => {
    if (stopping.signal.aborted) process.exit(codeOfSignal(name));
    process.stderr.write("Stopping after this batch.\n");
    stopping.abort(stoppedBySignal({ name }));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return stopping.signal;
}

/** The exit code by which shells tell that a signal ended a process: 130 or 143. */
export function codeOfSignal(name: StopName): number {
  return 128 + constants.signals[name];
}
