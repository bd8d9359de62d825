import { type ErrorType, errorType } from "../errors.ts";

/** What two rows must not share. */
export type UniqueField =
  | "id"
  | "number"
  | "phoneNumber"
  | "email"
  | "identity"
  | "commandId"
  | "key"
  | "position";

export const alreadyExists: ErrorType<{
  readonly entity:
    | "customer"
    | "applicant"
    | "borrower"
    | "loan"
    | "due"
    | "answer"
    | "import"
    | "account entry";
  readonly field: UniqueField;
}> = errorType("ALREADY_EXISTS", {
  kind: "conflict",
  message: ({ entity, field }) =>
    `Another ${entity} already has this ${field}. Use the one that is there, or another ${field}.`,
});

export const staleVersion: ErrorType<{
  readonly entity: "customer" | "applicant" | "loan";
  readonly id: string;
  readonly expected: number;
}> = errorType("STALE_VERSION", {
  kind: "conflict",
  retryable: true,
  message: ({ entity, id, expected }) =>
    `The ${entity} ${id} is no longer at version ${expected}: somebody saved it in between. ` +
    "Load it again and repeat the work.",
});

export const overtaken: ErrorType<object> = errorType("OVERTAKEN", {
  kind: "conflict",
  retryable: true,
  message: () =>
    "Another transaction was faster on what this optimistic one had read. Nothing of it was kept; " +
    "run it again, with locks that wait.",
});

export const deadlock: ErrorType<{ readonly waitingFor: string }> = errorType("DEADLOCK", {
  kind: "unavailable",
  retryable: true,
  message: ({ waitingFor }) =>
    `Two transactions wait for each other (this one for ${waitingFor}), so this one was ended. ` +
    "Nothing of it was kept; run it again.",
});

export const storageUnavailable: ErrorType<{
  readonly reason: string;
  /** True where the answer to the commit was lost, so that all may be kept, or nothing. */
  readonly committing?: boolean;
}> = errorType("STORAGE_UNAVAILABLE", {
  kind: "unavailable",
  retryable: true,
  message: ({ reason, committing = false }) =>
    `The storage did not answer: ${reason}. ` +
    (committing
      ? "It was committing, so all may be kept, or nothing: look before you repeat."
      : "Nothing was kept, unless the connection broke while committing: look before you repeat."),
});

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

export const idempotencyConflict: ErrorType<{ readonly key: string }> = errorType(
  "IDEMPOTENCY_CONFLICT",
  {
    kind: "conflict",
    message: ({ key }) =>
      `The idempotency key ${JSON.stringify(key)} has answered another request. Use another key, ` +
      "or send the request that it was first used for.",
  },
);

export const badIdempotencyKey: ErrorType<{ readonly found: string }> = errorType(
  "BAD_IDEMPOTENCY_KEY",
  {
    kind: "invalid",
    message: ({ found }) =>
      `The idempotency key is ${JSON.stringify(found)}, expected 1 to 200 characters, none of ` +
      "them U+0000 or half of a surrogate pair.",
  },
);

export const badDueQuery: ErrorType<{
  readonly field: "limit" | "leastUnpaidMinor";
  readonly found: number;
  readonly least: number;
}> = errorType("BAD_DUE_QUERY", {
  kind: "invalid",
  message: ({ field, found, least }) =>
    `${field} is ${found}, expected a whole number from ${least} to 2^53 - 1.`,
});

export const badLoanPageQuery: ErrorType<{
  readonly field: "limit" | "afterNumber";
  readonly found: number;
  readonly least: number;
}> = errorType("BAD_LOAN_PAGE_QUERY", {
  kind: "invalid",
  message: ({ field, found, least }) =>
    `${field} is ${found}, expected a whole number from ${least} to 2^53 - 1.`,
});

export const badDueLoanQuery: ErrorType<{
  readonly field: "limit" | "shard.of" | "shard.index";
  readonly found: number;
  readonly expected: string;
}> = errorType("BAD_DUE_LOAN_QUERY", {
  kind: "invalid",
  message: ({ field, found, expected }) => `${field} is ${found}, expected ${expected}.`,
});

export const dayRunNotFound: ErrorType<{ readonly asOf: string }> = errorType("DAY_RUN_NOT_FOUND", {
  kind: "notFound",
  message: ({ asOf }) => `There is no run of the day ${asOf}. Begin it before it is counted.`,
});
