/**
 * What it takes to pay a loan off on a day.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import { type DueAmounts, totalOf } from "../due/due.ts";
import { fromMinorUnits, minorUnitsText } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import { type Explanation, explanation } from "../money/explanation.ts";
import { named, sum } from "../money/expression.ts";
import { mulDivRound, multiplier, multiply } from "../money/minorUnits.ts";
import { plainPeriodRate } from "../rate/interestRate.ts";
import { advance } from "./advance.ts";
import { interestToBill, isBilled } from "./billedCredit.ts";
import type { BilledCredit } from "./creditState.ts";
import { arrearsOf, isPayable } from "./dues.ts";
import { openingBalanceRequired } from "./errors.ts";
import type { LoanDue, LoanState, Servicing } from "./loanState.ts";
import { interestTo, principalAfter, rowOf, scheduleOf } from "./repaymentPlan.ts";

/** Amounts are in the loan's currency. */
export interface PayoffQuote {
  readonly asOf: PlainDate;
  /** Dues that are unpaid, charges that fall due later with them, by kind. */
  readonly arrears: { readonly [Kind in keyof DueAmounts]: Decimal };
  /** Principal that is not due yet. */
  readonly principal: Decimal;
  /**
   * Interest on it to this day, or what the rules ask for instead. Below zero where earlier bills
   * asked for too much.
   */
  readonly interest: Decimal;
  /** For repaying principal before it is due, and charges that no bill has asked for yet. */
  readonly charge: Decimal;
  /** Money of the borrower that is held, and is used first. */
  readonly held: Decimal;
  /** What the borrower pays. */
  readonly total: Decimal;
  readonly explanation: Explanation;
}

/** In minor units, of what is not due yet. */
export interface PayoffParts {
  readonly principal: number;
  readonly interest: number;
  readonly charge: number;
}

const nothingToPay: PayoffParts = { principal: 0, interest: 0, charge: 0 };

export function payoffParts(servicing: Servicing): PayoffParts {
  const { plan, rowsDue, rules } = servicing;
  if (servicing.status !== "active") return nothingToPay;
  if (servicing.credit !== null) return creditParts(servicing, servicing.credit);
  if (plan === null) return nothingToPay;
  const principal = principalAfter(plan, rowsDue);
  const { mode } = plan.terms.rounding;
  const rate = plainPeriodRate(rules.payoff.chargePercent, 1, "payoff.chargePercent");
  return {
    principal,
    interest: principal === 0 ? 0 : payoffInterest(servicing),
    charge: mulDivRound(principal, rate.numerator, rate.denominator, mode),
  };
}

/** What no bill has asked for yet. Interest is below zero where earlier bills asked for too much. */
function creditParts({ rules, repayment, ...of }: Servicing, credit: BilledCredit): PayoffParts {
  const rate = plainPeriodRate(rules.payoff.chargePercent, 1, "payoff.chargePercent");
  const mode = isBilled(repayment) ? repayment.interest.rounding : "halfEven";
  const early = mulDivRound(credit.unbilledMinor, rate.numerator, rate.denominator, mode);
  return {
    principal: credit.unbilledMinor,
    interest: interestToBill({ rules, repayment, ...of }) + credit.correctionMinor,
    charge: early + credit.feesMinor,
  };
}

function payoffInterest({ plan, rowsDue, rules, asOf }: Servicing): number {
  if (plan === null) return 0;
  const { interest } = rules.payoff;
  if (interest.kind === "accrued") return interestTo(plan, rowsDue, asOf);
  let remaining = 0;
  const { length } = scheduleOf(plan);
  for (let index = rowsDue; index < length; index += 1) remaining += rowOf(plan, index).interest;
  const rebate = plainPeriodRate(interest.rebatePercent, 1, "payoff.interest.rebatePercent");
  const given = multiplier(rebate.numerator, rebate.denominator, plan.terms.rounding.mode);
  return Math.max(0, remaining - multiply(remaining, given));
}

/**
 * What pays a loan off on a day: arrears, the principal that is not due yet with its interest to
 * that day, a charge, less what is held.
 *
 * @param asOf not before the day that the loan was carried forward to
 * @throws LendkitError `OPENING_BALANCE_REQUIRED`; `DATES_OUT_OF_ORDER`; `NOT_COMBINABLE` where the
 *   method has no rule for interest to a day, as `flat`: such a product asks for the remaining
 *   interest
 */
export function payoffQuote(state: LoanState, asOf: PlainDate): PayoffQuote {
  const { servicing } = advance(state, asOf);
  if (servicing === null) throw openingBalanceRequired({ loanId: state.loanId });
  const places = currencyPlaces(state.currency);
  const decimal = (minorUnits: number): Decimal => fromMinorUnits(minorUnits, places);
  const arrears = arrearsOf(withChargesDue(servicing), asOf);
  const { principal, interest, charge } = payoffParts(servicing);
  const held = servicing.heldMinor + paidAhead(servicing, asOf);
  const owed = totalOf(arrears) + principal + interest + charge;
  const money = (name: string, minorUnits: number): ReturnType<typeof named> =>
    named(name, minorUnitsText(minorUnits, places));
  return {
    asOf,
    arrears: {
      penalty: decimal(arrears.penalty),
      fee: decimal(arrears.fee),
      interest: decimal(arrears.interest),
      principal: decimal(arrears.principal),
    },
    principal: decimal(principal),
    interest: decimal(interest),
    charge: decimal(charge),
    held: decimal(held),
    total: decimal(Math.max(0, owed - held)),
    explanation: explanation({
      subject: `payoff on ${asOf}`,
      currency: state.currency,
      places,
      rule: "All that is due, the principal that is not due yet, its interest, less what is held.",
      source: "the terms of the loan",
      expression: {
        kind: "greatest",
        of: [
          {
            kind: "difference",
            from: sum(
              money("arrears", totalOf(arrears)),
              money("principal not due yet", principal),
              money("interest", interest),
              money("charge", charge),
            ),
            less: money("held", held),
          },
          named("nothing", 0),
        ],
      },
    }),
  };
}

/** Charges that fall due later fall due now: nothing is left to come after a payoff. */
export function withChargesDue(servicing: Servicing): Servicing {
  const { asOf, dues } = servicing;
  const isLater = (due: LoanDue): boolean => due.installment === null && due.dueOn > asOf;
  return { ...servicing, dues: dues.map((due) => (isLater(due) ? { ...due, dueOn: asOf } : due)) };
}

/** Paid of installments that are not due yet; it is held again when they no longer come. */
export function paidAhead({ dues }: Servicing, asOf: PlainDate): number {
  return dues
    .filter((due) => !isPayable(due, asOf) && due.installment !== null)
    .reduce((sum, { paid }) => sum + totalOf(paid), 0);
}
