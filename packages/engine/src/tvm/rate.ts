import type { Amount } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import { findRoot, type ValueAndSlope } from "../rate/rootFinder.ts";
import { type AnnuityOptions, dueFactor } from "./annuity.ts";
import { type FoundRate, refine } from "./foundRate.ts";
import { decimalOf, growth } from "./precision.ts";

/**
 * RATE: the rate of one period at which the payments turn the present value into the future one.
 *
 * @param loan.guess where the search begins; 0.1 if not given
 * @throws LendkitError `NOT_A_NUMBER`
 *
 * @example
 * const loan = { periods: 12, payment: "-88.85", presentValue: 1000 };
 * tvm.rate(loan); //=> { outcome: "found", rate: 0.01000… }
 */
export function rate(
  loan: Pick<AnnuityOptions, "due"> & {
    readonly periods: Amount;
    readonly payment: Amount;
    readonly presentValue: Amount;
    readonly futureValue?: Amount;
    readonly guess?: number;
  },
): FoundRate {
  const terms = {
    periods: decimalOf(loan.periods, "periods"),
    payment: decimalOf(loan.payment, "payment"),
    present: decimalOf(loan.presentValue, "presentValue"),
    future: decimalOf(loan.futureValue ?? 0, "futureValue"),
  };
  const longest = Math.max(1, terms.periods.toNumber());
  const found = findRoot({
    evaluate: presentValue(terms, loan.due === "begin"),
    guess: Math.log1p(loan.guess ?? 0.1),
    prefersRising: undefined,
    step: 0.02 * Math.min(1, 10 / longest),
    least: Math.max(-30, -600 / longest),
    most: Math.min(20, 600 / longest),
    tolerance: 1e-14,
  });
  if (found.outcome === "none") return { outcome: "impossible", reason: "NO_ROOT_IN_RANGE" };
  if (found.outcome === "notConverged") {
    return { outcome: "notConverged", rate: new Decimal(Math.expm1(found.x)) };
  }
  const exact = (at: Decimal): Decimal => {
    const { ofOne, ofPayments } = growth(at, terms.periods);
    const paid = ofPayments.times(dueFactor(loan, at)).times(terms.payment);
    return ofOne.times(terms.present).plus(paid).plus(terms.future);
  };
  return { outcome: "found", rate: refine(exact, Math.expm1(found.x)) };
}

interface Terms {
  readonly periods: Decimal;
  readonly payment: Decimal;
  readonly present: Decimal;
  readonly future: Decimal;
}

/** By x = log(1 + r), with its slope: the annuity factor (1 − e^(−nx))/r has that of its parts. */
function presentValue(terms: Terms, begin: boolean): (x: number) => ValueAndSlope {
  const [n, payment] = [terms.periods.toNumber(), terms.payment.toNumber()];
  const [present, future] = [terms.present.toNumber(), terms.future.toNumber()];
  return (x) => {
    const discount = Math.exp(-n * x);
    const rate = Math.expm1(x);
    const nearZero = Math.abs(n * x) < 1e-6;
    const annuity = nearZero ? n - (n * (n + 1) * x) / 2 : -Math.expm1(-n * x) / rate;
    const annuitySlope = nearZero
      ? (-n * (n + 1)) / 2
      : (n * discount - annuity * (1 + rate)) / rate;
    const due = begin ? 1 + rate : 1;
    const dueSlope = begin ? 1 + rate : 0;
    return {
      value: present + payment * due * annuity + future * discount,
      slope: payment * (due * annuitySlope + dueSlope * annuity) - n * future * discount,
    };
  };
}
