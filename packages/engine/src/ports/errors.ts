import { type ErrorType, errorType } from "../errors.ts";

/** What two rows must not share. */
export type UniqueField = "id" | "number" | "phoneNumber" | "commandId";

export const alreadyExists: ErrorType<{
  readonly entity: "customer" | "loan" | "import";
  readonly field: UniqueField;
}> = errorType("ALREADY_EXISTS", {
  kind: "conflict",
  message: ({ entity, field }) =>
    `Another ${entity} already has this ${field}. Use the one that is there, or another ${field}.`,
});

export const staleVersion: ErrorType<{
  readonly entity: "customer" | "loan";
  readonly id: string;
  readonly expected: number;
}> = errorType("STALE_VERSION", {
  kind: "conflict",
  retryable: true,
  message: ({ entity, id, expected }) =>
    `The ${entity} ${id} is no longer at version ${expected}: somebody saved it in between. ` +
    "Load it again and repeat the work.",
});

export const deadlock: ErrorType<{ readonly waitingFor: string }> = errorType("DEADLOCK", {
  kind: "unavailable",
  retryable: true,
  message: ({ waitingFor }) =>
    `Two transactions wait for each other (this one for ${waitingFor}), so this one was ended. ` +
    "Nothing of it was kept; run it again.",
});

export const storageUnavailable: ErrorType<{ readonly reason: string }> = errorType(
  "STORAGE_UNAVAILABLE",
  {
    kind: "unavailable",
    retryable: true,
    message: ({ reason }) =>
      `The storage did not answer: ${reason}. Nothing was kept, unless the connection broke while ` +
      "committing: look before you repeat.",
  },
);

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
