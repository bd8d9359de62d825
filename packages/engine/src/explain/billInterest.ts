import { explainAccrual } from "../accrual/accrue.ts";
import type { InterestPeriod } from "../billing/exactInterest.ts";
import type { BillOrigin } from "../loan/billOrigin.ts";
import type { BillAdjustment } from "../loan/facts.ts";
import { type Expression, named, sum } from "../money/expression.ts";
import { factsText, greatest, money, type Reason, zero } from "./billReason.ts";

export function interestReason(of: BillOrigin): Reason {
  const asked = interestAsked(of);
  return { ...accrualReason(of), expression: isCorrected(of) ? greatest(asked, zero) : asked };
}

export function interestCreditedReason(of: BillOrigin): Reason {
  const less = interestAsked(of);
  const expression = greatest({ kind: "difference", from: zero, less }, zero);
  return { ...accrualReason(of), expression };
}

/** Of either sign: below zero it is given back. */
function interestAsked({ terms, state, credit, days, bill }: BillOrigin): Expression {
  const { currency } = state;
  const { dayCount, dailyRatePlaces, rounding } = terms.interest;
  const places = dailyRatePlaces === null ? {} : { dailyRatePlaces };
  const segments = joined(days).map((day) => ({ ...day, balance: money(state, day.balance) }));
  const isAsked = !credit.isFree && segments.length > 0;
  const accrued = isAsked
    ? explainAccrual({ dayCount, rounding, currency, ...places }, segments).expression
    : named(credit.isFree ? "free of interest" : "interest of no balance", 0);
  const adjustment = bill.adjustments.find((each) => each.of === "interest");
  return adjustment === undefined ? accrued : sum(accrued, correction(adjustment));
}

function isCorrected({ bill }: Pick<BillOrigin, "bill">): boolean {
  return bill.adjustments.some((each) => each.of === "interest");
}

function correction({ amount, causes }: BillAdjustment): Expression {
  return named(`correction of earlier bills by ${factsText(causes)}`, amount);
}

function accrualReason({ terms, credit, bill }: BillOrigin): Omit<Reason, "expression"> {
  const { dayCount, dailyRatePlaces } = terms.interest;
  const rate =
    dailyRatePlaces === null
      ? "at the exact rate"
      : `at a daily rate rounded to ${dailyRatePlaces} decimals of a percent`;
  const accrual = `Interest accrues by ${dayCount}, ${rate}; a cycle's is summed exactly and rounded once.`;
  const free = credit.isFree ? " It is not asked for while bills are paid whole in time." : "";
  const corrected = isCorrected({ bill })
    ? " What was recorded late changes earlier bills' interest, and is charged or given back here."
    : "";
  return { rule: `${accrual}${free}${corrected}` };
}

/** Days of one balance and rate as one segment. */
function joined(days: readonly InterestPeriod[]): readonly InterestPeriod[] {
  const segments: InterestPeriod[] = [];
  for (const day of days) {
    const last = segments.at(-1);
    const continues =
      last?.to === day.from &&
      last.balance === day.balance &&
      last.annualRatePercent === day.annualRatePercent;
    if (last !== undefined && continues) segments[segments.length - 1] = { ...last, to: day.to };
    else segments.push(day);
  }
  return segments.filter(({ balance }) => balance !== 0);
}
