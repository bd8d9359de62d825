/**
 * The parts of an annuity's payments, by the sign convention of spreadsheets.
 *
 * @module
 */
import type { Amount } from "../money/amount.ts";
import type { Decimal } from "../money/decimal.ts";
import { type AnnuityOptions, divisionByZero, dueFactor, fv, pmt, rateOf } from "./annuity.ts";
import { noValue } from "./errors.ts";
import { decimalOf, growth, precise, result } from "./precision.ts";

export interface PaymentOfLoan extends AnnuityOptions {
  /** From 1 to `periods`. */
  readonly period: number;
  readonly periods: Amount;
  readonly presentValue: Amount;
  readonly futureValue?: Amount;
}

/**
 * IPMT: the interest part of one payment. The first payment at the beginning of its period has
 * none.
 *
 * @throws LendkitError `NOT_A_NUMBER`; `TVM_NO_VALUE` for a period that there is not, or a rate of
 *   −1 or below.
 *
 * @example
 * const loan = { ratePerPeriod: "0.01", periods: 12, presentValue: 1000 };
 * tvm.ipmt({ ...loan, period: 1 }).toFixed(2); //=> "-10.00"
 */
export function ipmt(loan: PaymentOfLoan): Decimal {
  checkPeriod(loan, "ipmt");
  const rate = rateOf(loan, "ipmt");
  if (loan.due === "begin" && loan.period === 1) return result(new (precise(rate))(0));
  const { ratePerPeriod, presentValue, due = "end" } = loan;
  const before = { periods: loan.period - 1, payment: pmt(loan), presentValue };
  const balance = new (precise(rate))(fv({ ratePerPeriod, due, ...before }));
  // A payment at the beginning has its interest from the period before.
  return result(balance.times(rate).div(dueFactor(loan, rate)));
}

/**
 * PPMT: the principal part of one payment.
 *
 * @throws LendkitError as `ipmt`
 */
export function ppmt(loan: PaymentOfLoan): Decimal {
  checkPeriod(loan, "ppmt");
  return result(pmt(loan).minus(ipmt(loan)));
}

/**
 * ISPMT: the interest of a period where the same principal is repaid each time. Periods are
 * counted from 0 here, as spreadsheets do in this function alone.
 *
 * @throws LendkitError `NOT_A_NUMBER`, `TVM_NO_VALUE` for no periods
 */
export function ispmt(loan: {
  readonly ratePerPeriod: Amount;
  readonly period: Amount;
  readonly periods: Amount;
  readonly presentValue: Amount;
}): Decimal {
  const rate = decimalOf(loan.ratePerPeriod, "ratePerPeriod");
  const period = new (precise(rate))(decimalOf(loan.period, "period"));
  const periods = decimalOf(loan.periods, "periods");
  if (periods.isZero()) throw divisionByZero("ispmt", "periods is 0");
  const left = period.div(periods).minus(1);
  return result(left.times(rate).times(decimalOf(loan.presentValue, "presentValue")));
}

export interface PaymentsOfLoan extends AnnuityOptions {
  /** 1 or more. */
  readonly periods: Amount;
  /** Above zero. */
  readonly presentValue: Amount;
  /** From 1, included. */
  readonly firstPeriod: number;
  /** To `periods`, included. */
  readonly lastPeriod: number;
}

/**
 * CUMIPMT: the interest parts of consecutive payments, summed. The rate and the present value are
 * above zero, as spreadsheets have it.
 *
 * @throws LendkitError `NOT_A_NUMBER`; `TVM_NO_VALUE` for arguments out of these ranges.
 */
export function cumipmt(loan: PaymentsOfLoan): Decimal {
  const sums = sumsOf(loan, "cumipmt");
  return result(sums.paid.minus(sums.principal));
}

/**
 * CUMPRINC: the principal parts of consecutive payments, summed.
 *
 * @throws LendkitError as `cumipmt`
 */
export function cumprinc(loan: PaymentsOfLoan): Decimal {
  return result(sumsOf(loan, "cumprinc").principal);
}

function sumsOf(loan: PaymentsOfLoan, name: string): { paid: Decimal; principal: Decimal } {
  const rate = rateOf(loan, name);
  const Precise = precise(rate);
  const present = decimalOf(loan.presentValue, "presentValue");
  const { firstPeriod, lastPeriod, due = "end" } = loan;
  const inOrder = isPeriod(firstPeriod) && isPeriod(lastPeriod) && firstPeriod <= lastPeriod;
  if (
    rate.lte(0) ||
    present.lte(0) ||
    !inOrder ||
    decimalOf(loan.periods, "periods").lt(lastPeriod)
  ) {
    throw noValue({
      function: name,
      found: `rate ${rate}, present value ${present}, periods ${firstPeriod} to ${lastPeriod} of ${loan.periods}`,
      expected: "a rate and a present value above 0 and periods in order, from 1",
      spreadsheetError: "#NUM!",
    });
  }
  const payment = new Precise(pmt(loan));
  const balanceAfter = (paid: number): Decimal => {
    const { ofOne, ofPayments } = growth(rate, new Precise(paid));
    const grown = due === "begin" ? ofPayments.times(new Precise(rate).plus(1)) : ofPayments;
    return grown.times(payment).plus(ofOne.times(present));
  };
  // At the beginning of a period, its payment comes before the interest of that period.
  const at = (period: number): Decimal => {
    if (due === "end" || period === 0) return balanceAfter(period);
    return balanceAfter(period).div(new Precise(rate).plus(1));
  };
  const paid = payment.times(lastPeriod - firstPeriod + 1);
  return { paid, principal: at(lastPeriod).minus(at(firstPeriod - 1)) };
}

function isPeriod(period: number): boolean {
  return Number.isInteger(period) && period >= 1;
}

function checkPeriod({ period, periods }: PaymentOfLoan, name: string): void {
  if (isPeriod(period) && decimalOf(periods, "periods").gte(period)) return;
  throw noValue({
    function: name,
    found: `period is ${period}`,
    expected: `a whole number from 1 to ${periods}`,
    spreadsheetError: "#NUM!",
  });
}
