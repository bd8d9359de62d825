import { type ErrorType, errorType } from "../errors.ts";

export const loanClosed: ErrorType<{ readonly loanId: string; readonly status: string }> =
  errorType("LOAN_CLOSED", {
    kind: "refused",
    message: ({ loanId, status }) =>
      `The loan ${loanId} is ${status}, so this no longer applies to it.`,
  });

export const notDisbursed: ErrorType<{ readonly loanId: string }> = errorType("NOT_DISBURSED", {
  kind: "refused",
  message: ({ loanId }) =>
    `Nothing has been paid out on the loan ${loanId} by that day. Record the disbursal first.`,
});

export const openingBalanceRequired: ErrorType<{ readonly loanId: string }> = errorType(
  "OPENING_BALANCE_REQUIRED",
  {
    kind: "refused",
    message: ({ loanId }) =>
      `The loan ${loanId} was taken over without what it owes, so it cannot be serviced. Give its ` +
      "opening balance first.",
  },
);

export const servicingHasBegun: ErrorType<{ readonly loanId: string }> = errorType(
  "SERVICING_HAS_BEGUN",
  {
    kind: "conflict",
    message: ({ loanId }) =>
      `The loan ${loanId} is serviced already, so it takes no opening balance. Amend it instead.`,
  },
);

/** It is dated before what the loan was carried forward to; see `decideOn`. */
export const backdated: ErrorType<{ readonly effectiveOn: string; readonly asOf: string }> =
  errorType("BACKDATED", {
    kind: "refused",
    message: ({ effectiveOn, asOf }) =>
      `${effectiveOn} is before ${asOf}, the day that the loan was carried forward to. Decide it ` +
      "on the loan's facts, which are then replayed.",
  });

export const beforeFirstDay: ErrorType<{ readonly effectiveOn: string; readonly first: string }> =
  errorType("BEFORE_FIRST_DAY", {
    kind: "refused",
    message: ({ effectiveOn, first }) =>
      `${effectiveOn} is before ${first}, from which the loan's facts speak.`,
  });

export const duplicateCommand: ErrorType<{ readonly commandId: string }> = errorType(
  "DUPLICATE_COMMAND",
  {
    kind: "conflict",
    message: ({ commandId }) =>
      `The command ${commandId} has been decided already. What it led to stands in the loan's facts.`,
  },
);

export const staleState: ErrorType<{ readonly expected: number; readonly found: number }> =
  errorType("STALE_STATE", {
    kind: "conflict",
    retryable: true,
    message: ({ expected, found }) =>
      `The command was meant for the loan after fact ${expected}, and it is at fact ${found}. Load ` +
      "it again and repeat the command.",
  });

export const overpayment: ErrorType<{ readonly found: string; readonly most: string }> = errorType(
  "OVERPAYMENT",
  {
    kind: "refused",
    message: ({ found, most }) =>
      `The payment is ${found}, and this loan's rules take at most ${most} on that day.`,
  },
);

export const payoffTooSmall: ErrorType<{ readonly found: string; readonly least: string }> =
  errorType("PAYOFF_TOO_SMALL", {
    kind: "refused",
    message: ({ found, least }) =>
      `The payment is ${found}, and paying the loan off takes ${least} on that day.`,
  });

export const unknownInstallment: ErrorType<{ readonly found: string; readonly expected: string }> =
  errorType("UNKNOWN_INSTALLMENT", {
    kind: "notFound",
    message: ({ found, expected }) =>
      `There is no installment ${found} to pay, expected ${expected}.`,
  });

export const earlierInstallmentUnpaid: ErrorType<{
  readonly installment: number;
  readonly earlier: number;
}> = errorType("EARLIER_INSTALLMENT_UNPAID", {
  kind: "conflict",
  message: ({ installment, earlier }) =>
    `Installment ${earlier} is unpaid, so installment ${installment} cannot be paid yet. Pay the ` +
    "earlier one first.",
});

export const unknownPayment: ErrorType<{ readonly payment: number }> = errorType(
  "UNKNOWN_PAYMENT",
  {
    kind: "notFound",
    message: ({ payment }) =>
      `Fact ${payment} is no payment that still stands. Name the sequence of one that does.`,
  },
);

export const unknownDue: ErrorType<{ readonly dueId: string }> = errorType("UNKNOWN_DUE", {
  kind: "notFound",
  message: ({ dueId }) => `Nothing unpaid is called ${JSON.stringify(dueId)} on that day.`,
});

export const amountOutOfRange: ErrorType<{
  readonly field: string;
  readonly found: string;
  readonly most: string;
}> = errorType("AMOUNT_OUT_OF_RANGE", {
  kind: "refused",
  message: ({ field, found, most }) =>
    `${field} is ${found}, expected an amount above zero and at most ${most}.`,
});

export const paymentsWereMade: ErrorType<{ readonly loanId: string }> = errorType(
  "PAYMENTS_WERE_MADE",
  {
    kind: "conflict",
    message: ({ loanId }) =>
      `Something was paid on the loan ${loanId}, so it cannot be voided. Reverse the payments first, ` +
      "or pay it off.",
  },
);

export const notWrittenOff: ErrorType<{ readonly loanId: string }> = errorType("NOT_WRITTEN_OFF", {
  kind: "refused",
  message: ({ loanId }) =>
    `The loan ${loanId} is not written off, so money on it is a payment and no recovery.`,
});

export const unknownCalculationVersion: ErrorType<{
  readonly found: number;
  readonly expected: readonly number[];
}> = errorType("UNKNOWN_CALCULATION_VERSION", {
  kind: "invalid",
  message: ({ found, expected }) =>
    `The calculation version is ${found}, expected ${expected.join(" or ")}, and another than the ` +
    "loan has.",
});

export const replayFails: ErrorType<{ readonly reason: string }> = errorType("REPLAY_FAILS", {
  kind: "refused",
  message: ({ reason }) =>
    `With this fact, later facts of the loan no longer apply: ${reason} Correct those first.`,
});

export const noLimit: ErrorType<{ readonly loanId: string }> = errorType("NO_LIMIT", {
  kind: "invalid",
  message: ({ loanId }) =>
    `The loan ${loanId} is repaid by a schedule and has no limit. Amend its terms instead.`,
});

export const billsWereIssued: ErrorType<{ readonly loanId: string }> = errorType(
  "BILLS_WERE_ISSUED",
  {
    kind: "refused",
    message: ({ loanId }) =>
      `Bills of the loan ${loanId} were shown to the borrower, so its terms from the start no longer ` +
      "change. Change the rate or the limit from a day on.",
  },
);
