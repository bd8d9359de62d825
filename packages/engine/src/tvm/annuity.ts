/**
 * The four values of an annuity, by the sign convention of spreadsheets: money received is above
 * zero, money paid below, and
 *
 *     presentValue·(1 + r)^n + payment·(1 + r·t)·((1 + r)^n − 1)/r + futureValue = 0
 *
 * with t = 1 for payments at the beginning of each period. Results have 40 significant digits, the
 * first 34 of them right, also for rates next to zero.
 *
 * @module
 */
import type { Amount } from "../money/amount.ts";
import type { Decimal } from "../money/decimal.ts";
import { checkOption } from "../money/unknownOption.ts";
import { noValue } from "./errors.ts";
import { decimalOf, growth, precise, result } from "./precision.ts";

/** When a period's payment is made. */
export type PaymentsDue = "end" | "begin";

export interface AnnuityOptions {
  /** A fraction for one period, above −1: 0.01 is 1 %. */
  readonly ratePerPeriod: Amount;
  /** Default: `end`. */
  readonly due?: PaymentsDue;
}

/**
 * PMT: the payment of each period.
 *
 * @param loan.periods not zero
 * @throws LendkitError `UNKNOWN_OPTION`, `NOT_A_NUMBER`; `TVM_NO_VALUE` for no periods or a rate of −1 or below.
 *
 * @example
 * tvm.pmt({ ratePerPeriod: "0.01", periods: 12, presentValue: 1000 }).toFixed(2); //=> "-88.85"
 */
export function pmt(
  loan: AnnuityOptions & {
    readonly periods: Amount;
    readonly presentValue: Amount;
    readonly futureValue?: Amount;
  },
): Decimal {
  const rate = rateOf(loan, "pmt");
  const periods = decimalOf(loan.periods, "periods");
  if (periods.isZero()) throw divisionByZero("pmt", "periods is 0");
  const { ofOne, ofPayments } = growth(rate, periods);
  const owed = ofOne.times(decimalOf(loan.presentValue, "presentValue"));
  const future = decimalOf(loan.futureValue ?? 0, "futureValue");
  return result(
    owed
      .plus(future)
      .div(ofPayments.times(dueFactor(loan, rate)))
      .neg(),
  );
}

/**
 * PV: what the payments and the future value are worth at the beginning.
 *
 * @throws LendkitError as `pmt`
 */
export function pv(
  loan: AnnuityOptions & {
    readonly periods: Amount;
    readonly payment: Amount;
    readonly futureValue?: Amount;
  },
): Decimal {
  const rate = rateOf(loan, "pv");
  const { ofOne, ofPayments } = growth(rate, decimalOf(loan.periods, "periods"));
  const payments = ofPayments
    .times(dueFactor(loan, rate))
    .times(decimalOf(loan.payment, "payment"));
  const future = decimalOf(loan.futureValue ?? 0, "futureValue");
  return result(payments.plus(future).div(ofOne).neg());
}

/**
 * FV: what the payments and the present value grow to at the end.
 *
 * @throws LendkitError as `pmt`
 */
export function fv(
  loan: AnnuityOptions & {
    readonly periods: Amount;
    readonly payment: Amount;
    readonly presentValue?: Amount;
  },
): Decimal {
  const rate = rateOf(loan, "fv");
  const { ofOne, ofPayments } = growth(rate, decimalOf(loan.periods, "periods"));
  const payments = ofPayments
    .times(dueFactor(loan, rate))
    .times(decimalOf(loan.payment, "payment"));
  const present = decimalOf(loan.presentValue ?? 0, "presentValue");
  return result(payments.plus(ofOne.times(present)).neg());
}

/**
 * NPER: in how many periods the payments turn the present value into the future one; a fraction
 * where none does exactly, and below zero where only past payments would.
 *
 * @throws LendkitError `NOT_A_NUMBER`; `TVM_NO_VALUE` where no number of periods does.
 */
export function nper(
  loan: AnnuityOptions & {
    readonly payment: Amount;
    readonly presentValue: Amount;
    readonly futureValue?: Amount;
  },
): Decimal {
  const rate = rateOf(loan, "nper");
  const Precise = precise(rate);
  const payment = new Precise(decimalOf(loan.payment, "payment"));
  const present = decimalOf(loan.presentValue, "presentValue");
  const future = decimalOf(loan.futureValue ?? 0, "futureValue");
  if (rate.isZero()) {
    if (payment.isZero()) throw divisionByZero("nper", "rate and payment are 0");
    return result(new Precise(present).plus(future).div(payment).neg());
  }
  const perPeriod = payment.times(dueFactor(loan, rate));
  const [from, to] = [
    perPeriod.plus(new Precise(rate).times(present)),
    perPeriod.minus(new Precise(rate).times(future)),
  ];
  if (from.isZero() || to.div(from).lte(0)) {
    throw noValue({
      function: "nper",
      found: `payments of ${payment} never turn ${present} into ${future}`,
      expected: "payments that do",
      spreadsheetError: "#NUM!",
    });
  }
  return result(to.div(from).ln().div(new Precise(rate).plus(1).ln()));
}

/** @throws LendkitError `UNKNOWN_OPTION`, `NOT_A_NUMBER`, `TVM_NO_VALUE` */
export function rateOf({ ratePerPeriod, due = "end" }: AnnuityOptions, name: string): Decimal {
  checkOption("due", due, ["end", "begin"]);
  const rate = decimalOf(ratePerPeriod, "ratePerPeriod");
  if (rate.gt(-1)) return rate;
  throw noValue({
    function: name,
    found: `ratePerPeriod is ${rate}`,
    expected: "a fraction above -1",
    spreadsheetError: "#NUM!",
  });
}

/** Payments at the beginning of a period bear interest for one period more. */
export function dueFactor({ due }: Pick<AnnuityOptions, "due">, rate: Decimal): Decimal {
  const Precise = precise(rate);
  return due === "begin" ? new Precise(rate).plus(1) : new Precise(1);
}

export function divisionByZero(name: string, found: string): ReturnType<typeof noValue> {
  const expected = "something to divide by";
  return noValue({ function: name, found, expected, spreadsheetError: "#DIV/0!" });
}
