import type { PlainDate } from "../calendar/plainDate.ts";
import { isUnpaid, totalOf, unpaidOf } from "../due/due.ts";
import { advance, bucketOf, overdueDays } from "../loan/advance.ts";
import { outstandingPrincipal } from "../loan/diffReplay.ts";
import { duesToPay } from "../loan/dueRows.ts";
import type { LoanDue, Servicing } from "../loan/loanState.ts";
import { fromMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import type { StoredLoan } from "../ports/store.ts";
import type { LoanLine, NextDue, ServicedLine } from "./pages.ts";

type ToDecimal = (minorUnits: number) => Decimal;

/**
 * A stored loan as a list shows it on a day.
 *
 * @throws LendkitError `DATES_OUT_OF_ORDER`
 */
export function loanLine({ state, number }: StoredLoan, asOf: PlainDate): LoanLine {
  const { loanId, customerId, currency, principalMinor, startedOn, endsOn } = state;
  const places = currencyPlaces(currency);
  const decimal: ToDecimal = (minorUnits) => fromMinorUnits(minorUnits, places);
  const servicing = startedOn > asOf ? null : advance(state, asOf).servicing;
  return {
    loanId,
    number,
    customerId,
    currency,
    principal: decimal(principalMinor),
    startedOn,
    endsOn,
    servicing: servicing === null ? null : servicedLine(servicing, asOf, decimal),
  };
}

function servicedLine(servicing: Servicing, asOf: PlainDate, decimal: ToDecimal): ServicedLine {
  const unpaid = duesToPay(servicing).filter(isUnpaid);
  return {
    status: servicing.status,
    outstandingPrincipal: decimal(outstandingPrincipal(servicing)),
    overdue: decimal(totalUnpaid(unpaid.filter(({ dueOn }) => dueOn < asOf))),
    nextDue: nextDue(unpaid, asOf, decimal),
    daysPastDue: overdueDays(servicing, asOf) ?? null,
    bucket: bucketOf(servicing, asOf),
  };
}

function nextDue(unpaid: readonly LoanDue[], asOf: PlainDate, decimal: ToDecimal): NextDue | null {
  const later = unpaid.map((due) => due.dueOn).filter((day) => day >= asOf);
  const [dueOn] = later.sort();
  if (dueOn === undefined) return null;
  return { dueOn, unpaid: decimal(totalUnpaid(unpaid.filter((due) => due.dueOn === dueOn))) };
}

function totalUnpaid(dues: readonly LoanDue[]): number {
  return dues.reduce((sum, due) => sum + totalOf(unpaidOf(due)), 0);
}
