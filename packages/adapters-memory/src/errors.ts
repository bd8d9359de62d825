import { type ErrorType, errorType } from "@lendkit/engine";

export const transactionEnded: ErrorType<object> = errorType("TRANSACTION_ENDED", {
  kind: "invalid",
  message: () =>
    "This unit of work belongs to a transaction that has ended, and writes nothing any more. " +
    "Await every verb inside the work that is given to transact, or begin another transaction.",
});

export const importRunNotFound: ErrorType<{ readonly id: string }> = errorType(
  "IMPORT_RUN_NOT_FOUND",
  {
    kind: "notFound",
    message: ({ id }) =>
      `There is no import run ${JSON.stringify(id)}. Start it before its progress or notes are kept.`,
  },
);
