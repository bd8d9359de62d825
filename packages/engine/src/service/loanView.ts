import type { PlainDate } from "../calendar/plainDate.ts";
import { type CreditRecord, isCurrent } from "../credit/creditRecord.ts";
import { isOver } from "../loan/advance.ts";
import type { LoanState } from "../loan/loanState.ts";
import { fromMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { Decimal } from "../money/decimal.ts";
import type { StoredLoan } from "../ports/store.ts";
import type { LoanView } from "./lending.ts";

/** A stored loan as people ask about it on a day. */
export function loanView(loan: StoredLoan, asOf: PlainDate): LoanView {
  const { state, number } = loan;
  const record = creditRecord(state);
  return {
    number,
    state,
    principal: record.principal,
    installment: record.installment,
    annualRatePercent: new Decimal(state.annualRatePercent),
    repaymentsLeft: state.tenorMonths - state.paidOnTime,
    isActive: isCurrent(record, asOf),
  };
}

/** What a credit decision needs to know of a loan. */
export function creditRecord(state: LoanState): CreditRecord {
  const places = currencyPlaces(state.currency);
  return {
    principal: fromMinorUnits(state.principalMinor, places),
    installment: fromMinorUnits(state.installmentMinor, places),
    tenorMonths: state.tenorMonths,
    paidOnTime: state.paidOnTime,
    startedOn: state.startedOn,
    endsOn: state.endsOn,
    closed: state.servicing !== null && isOver(state.servicing),
  };
}
