import type { PlainDate } from "../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../errors.ts";
import type { LoanFact } from "../loan/facts.ts";
import { standingPayment } from "../loan/foldOrder.ts";
import { toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import type { StoredLoan, UnitOfWork } from "../ports/store.ts";
import { giveCommand } from "./commandLoan.ts";
import type { ApplicantPayment, CreditServiceOptions } from "./creditService.ts";
import { unknownLoanId } from "./errors.ts";
import type { Receipt } from "./servicing.ts";

/** The message tells how to mean it. */
export const paymentRepeated: ErrorType<{
  readonly loanId: string;
  readonly amount: string;
  readonly on: string;
  readonly sequence: number;
}> = errorType("PAYMENT_REPEATED", {
  kind: "conflict",
  message: ({ loanId, amount, on, sequence }) =>
    `The loan ${loanId} already has a payment of ${amount} on ${on}, its fact ${sequence}. If this is ` +
    "another one, send it with an idempotency key of its own.",
});

/** See `CreditService.pay`. */
export function payOwnLoan(
  options: CreditServiceOptions,
  { applicantId, loanId, amount, on, idempotencyKey }: ApplicantPayment,
): Promise<Receipt> {
  const context = {
    ...(on === undefined ? {} : { on }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
  const command = { kind: "receivePayment", amount, pays: "dues" } as const;
  return giveCommand(options, loanId, command, context, {
    id: applicantId,
    check: async (unit, loan) => {
      const { state } = own(loan, applicantId, loanId);
      if (idempotencyKey !== undefined) return;
      const places = currencyPlaces(state.currency);
      const paid = { minor: toMinorUnits(amount, places), on: on ?? options.clock.today(), places };
      checkNotRepeated(await unit.facts.list(loanId), loanId, paid);
    },
  });
}

/**
 * A loan of the applicant.
 *
 * @throws LendkitError `UNKNOWN_LOAN_ID`, alike for a loan that is not there and somebody else's
 */
export async function ownLoan(
  unit: UnitOfWork,
  applicantId: string,
  loanId: string,
): Promise<StoredLoan> {
  return own(await unit.loans.find(loanId), applicantId, loanId);
}

function own(loan: StoredLoan | undefined, applicantId: string, loanId: string): StoredLoan {
  if (loan?.state.customerId !== applicantId) throw unknownLoanId({ loanId });
  return loan;
}

function checkNotRepeated(
  facts: readonly LoanFact[],
  loanId: string,
  paid: { readonly minor: number; readonly on: PlainDate; readonly places: number },
): void {
  const same = facts.find((fact) => {
    const payment = standingPayment(facts, fact.sequence);
    if (payment?.effectiveOn !== paid.on) return false;
    return toMinorUnits(payment.amount, paid.places) === paid.minor;
  });
  if (same?.kind !== "paymentReceived") return;
  throw paymentRepeated({ loanId, amount: same.amount, on: paid.on, sequence: same.sequence });
}
