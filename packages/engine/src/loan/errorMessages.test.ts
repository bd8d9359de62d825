/** What a caller is told: each code, whose turn it is, and the sentence with all that it names. */
import { expect, test } from "vitest";
import type { ErrorKind, LendkitError } from "../errors.ts";
import { invalidLoanTerms, loanAlreadyOpen, loanHasLivedOn, unknownLoan } from "./decide.ts";
import {
  amountOutOfRange,
  backdated,
  beforeFirstDay,
  duplicateCommand,
  earlierInstallmentUnpaid,
  loanClosed,
  notDisbursed,
  notWrittenOff,
  openingBalanceRequired,
  overpayment,
  paymentsWereMade,
  payoffTooSmall,
  replayFails,
  servicingHasBegun,
  staleState,
  unknownCalculationVersion,
  unknownDue,
  unknownInstallment,
  unknownPayment,
} from "./errors.ts";
import { factOutOfOrder } from "./evolve.ts";
import { noFacts } from "./replay.ts";

const loanId = "L-1";

test.each<[code: string, kind: ErrorKind, error: LendkitError, message: string]>([
  [
    "UNKNOWN_LOAN",
    "notFound",
    unknownLoan({ loanId }),
    "The loan L-1 has no facts yet. Open or import it first.",
  ],
  [
    "LOAN_ALREADY_OPEN",
    "conflict",
    loanAlreadyOpen({ loanId }),
    "There already is a loan L-1. Open this one under another id.",
  ],
  [
    "LOAN_HAS_LIVED_ON",
    "refused",
    loanHasLivedOn({ loanId }),
    "The loan L-1 has facts of its own since it was taken over, so a new statement of its source " +
      "no longer replaces it. Change it here instead.",
  ],
  [
    "INVALID_LOAN_TERMS",
    "invalid",
    invalidLoanTerms({ field: "principal", found: "0", expected: "an amount above zero" }),
    "principal is 0, expected an amount above zero.",
  ],
  [
    "LOAN_CLOSED",
    "refused",
    loanClosed({ loanId, status: "writtenOff" }),
    "The loan L-1 is writtenOff, so this no longer applies to it.",
  ],
  [
    "NOT_DISBURSED",
    "refused",
    notDisbursed({ loanId }),
    "Nothing has been paid out on the loan L-1 by that day. Record the disbursal first.",
  ],
  [
    "OPENING_BALANCE_REQUIRED",
    "refused",
    openingBalanceRequired({ loanId }),
    "The loan L-1 was taken over without what it owes, so it cannot be serviced. Give its opening " +
      "balance first.",
  ],
  [
    "SERVICING_HAS_BEGUN",
    "conflict",
    servicingHasBegun({ loanId }),
    "The loan L-1 is serviced already, so it takes no opening balance. Amend it instead.",
  ],
  [
    "BACKDATED",
    "refused",
    backdated({ effectiveOn: "2024-04-30", asOf: "2024-05-01" }),
    "2024-04-30 is before 2024-05-01, the day that the loan was carried forward to. Decide it on " +
      "the loan's facts, which are then replayed.",
  ],
  [
    "BEFORE_FIRST_DAY",
    "refused",
    beforeFirstDay({ effectiveOn: "2024-01-14", first: "2024-01-15" }),
    "2024-01-14 is before 2024-01-15, from which the loan's facts speak.",
  ],
  [
    "DUPLICATE_COMMAND",
    "conflict",
    duplicateCommand({ commandId: "pay 1" }),
    "The command pay 1 has been decided already. What it led to stands in the loan's facts.",
  ],
  [
    "STALE_STATE",
    "conflict",
    staleState({ expected: 4, found: 6 }),
    "The command was meant for the loan after fact 4, and it is at fact 6. Load it again and " +
      "repeat the command.",
  ],
  [
    "OVERPAYMENT",
    "refused",
    overpayment({ found: "112.01", most: "112.00" }),
    "The payment is 112.01, and this loan's rules take at most 112.00 on that day.",
  ],
  [
    "PAYOFF_TOO_SMALL",
    "refused",
    payoffTooSmall({ found: "1199.99", least: "1200.00" }),
    "The payment is 1199.99, and paying the loan off takes 1200.00 on that day.",
  ],
  [
    "UNKNOWN_INSTALLMENT",
    "notFound",
    unknownInstallment({ found: "13", expected: "one of 1, 3 to 12" }),
    "There is no installment 13 to pay, expected one of 1, 3 to 12.",
  ],
  [
    "EARLIER_INSTALLMENT_UNPAID",
    "conflict",
    earlierInstallmentUnpaid({ installment: 3, earlier: 1 }),
    "Installment 1 is unpaid, so installment 3 cannot be paid yet. Pay the earlier one first.",
  ],
  [
    "UNKNOWN_PAYMENT",
    "notFound",
    unknownPayment({ payment: 7 }),
    "Fact 7 is no payment that still stands. Name the sequence of one that does.",
  ],
  [
    "UNKNOWN_DUE",
    "notFound",
    unknownDue({ dueId: "installment 9" }),
    'Nothing unpaid is called "installment 9" on that day.',
  ],
  [
    "AMOUNT_OUT_OF_RANGE",
    "refused",
    amountOutOfRange({ field: "amount", found: "5.01", most: "5.00" }),
    "amount is 5.01, expected an amount above zero and at most 5.00.",
  ],
  [
    "PAYMENTS_WERE_MADE",
    "conflict",
    paymentsWereMade({ loanId }),
    "Something was paid on the loan L-1, so it cannot be voided. Reverse the payments first, or " +
      "pay it off.",
  ],
  [
    "NOT_WRITTEN_OFF",
    "refused",
    notWrittenOff({ loanId }),
    "The loan L-1 is not written off, so money on it is a payment and no recovery.",
  ],
  [
    "UNKNOWN_CALCULATION_VERSION",
    "invalid",
    unknownCalculationVersion({ found: 3, expected: [1, 2] }),
    "The calculation version is 3, expected 1 or 2, and another than the loan has.",
  ],
  [
    "REPLAY_FAILS",
    "refused",
    replayFails({ reason: "change.from is 2024-09-01, expected an earlier day." }),
    "With this fact, later facts of the loan no longer apply: change.from is 2024-09-01, expected " +
      "an earlier day. Correct those first.",
  ],
  [
    "FACT_OUT_OF_ORDER",
    "invalid",
    factOutOfOrder({ sequence: 4, kind: "paymentReceived" }),
    "Fact 4 (paymentReceived) counts before what the loan was carried forward to. Replay all " +
      "facts instead.",
  ],
  [
    "NO_FACTS",
    "invalid",
    noFacts({}),
    "There are no facts to replay, and a loan has at least the one that it began with. Pass all " +
      "facts of one loan, by sequence.",
  ],
])("%s", (code, kind, error, message) => {
  const retryable = code === "STALE_STATE";
  expect(error).toMatchObject({ code, kind, retryable, message });
});
