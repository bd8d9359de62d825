/**
 * Rates of growth, as spreadsheets compute them; rates are fractions.
 *
 * @module
 */
import type { Amount } from "../money/amount.ts";
import type { Decimal } from "../money/decimal.ts";
import { noValue } from "./errors.ts";
import { decimalOf, precise, result } from "./precision.ts";

/**
 * EFFECT: the effective yearly rate of a nominal one.
 *
 * @param nominalRate a fraction, above zero
 * @param periodsPerYear 1 or more; decimals are cut off, as spreadsheets do
 * @throws LendkitError `NOT_A_NUMBER`, `TVM_NO_VALUE`
 *
 * @example
 * tvm.effect("0.12", 12).toFixed(4); //=> "0.1268"
 */
export function effect(nominalRate: Amount, periodsPerYear: Amount): Decimal {
  const { rate, periods } = yearly("effect", nominalRate, periodsPerYear);
  const Precise = precise(rate);
  return result(new Precise(rate).div(periods).plus(1).pow(periods).minus(1));
}

/**
 * NOMINAL: the nominal yearly rate of an effective one.
 *
 * @param effectiveRate a fraction, above zero
 * @param periodsPerYear 1 or more; decimals are cut off, as spreadsheets do
 * @throws LendkitError `NOT_A_NUMBER`, `TVM_NO_VALUE`
 */
export function nominal(effectiveRate: Amount, periodsPerYear: Amount): Decimal {
  const { rate, periods } = yearly("nominal", effectiveRate, periodsPerYear);
  const Precise = precise(rate);
  const growth = new Precise(rate).plus(1).pow(new Precise(1).div(periods));
  return result(growth.minus(1).times(periods));
}

/**
 * FVSCHEDULE: what a principal grows to at one rate after the other.
 *
 * @throws LendkitError `NOT_A_NUMBER`
 */
export function fvschedule(principal: Amount, rates: readonly Amount[]): Decimal {
  const start = decimalOf(principal, "principal");
  const Precise = precise(start);
  const growth = rates.map((rate, index) => decimalOf(rate, `rates.${index}`).plus(1));
  return result(growth.reduce((worth, each) => worth.times(each), new Precise(start)));
}

/**
 * RRI: the rate of a period at which a present value grows to a future one.
 *
 * @param growth.periods above zero
 * @throws LendkitError `NOT_A_NUMBER`, `TVM_NO_VALUE`
 */
export function rri(growth: {
  readonly periods: Amount;
  readonly presentValue: Amount;
  readonly futureValue: Amount;
}): Decimal {
  const periods = decimalOf(growth.periods, "periods");
  const present = decimalOf(growth.presentValue, "presentValue");
  const future = decimalOf(growth.futureValue, "futureValue");
  if (periods.lte(0) || present.isZero() || future.div(present).lt(0)) {
    throw outOfDomain("rri", `${present} in ${periods} periods is to be ${future}`);
  }
  const Precise = precise(future.div(present).minus(1));
  const ofAll = new Precise(future).div(present);
  return result(ofAll.pow(new Precise(1).div(periods)).minus(1));
}

/**
 * PDURATION: in how many periods a present value grows to a future one.
 *
 * @param growth.ratePerPeriod above zero
 * @throws LendkitError `NOT_A_NUMBER`, `TVM_NO_VALUE`
 */
export function pduration(growth: {
  readonly ratePerPeriod: Amount;
  readonly presentValue: Amount;
  readonly futureValue: Amount;
}): Decimal {
  const rate = decimalOf(growth.ratePerPeriod, "ratePerPeriod");
  const present = decimalOf(growth.presentValue, "presentValue");
  const future = decimalOf(growth.futureValue, "futureValue");
  if (rate.lte(0) || present.lte(0) || future.lte(0)) {
    throw outOfDomain("pduration", `${present} is to be ${future} at ${rate}`);
  }
  const Precise = precise(rate);
  return result(new Precise(future).div(present).ln().div(new Precise(rate).plus(1).ln()));
}

function yearly(
  name: string,
  rate: Amount,
  periodsPerYear: Amount,
): { rate: Decimal; periods: Decimal } {
  const found = decimalOf(rate, "rate");
  const periods = decimalOf(periodsPerYear, "periodsPerYear").trunc();
  if (found.gt(0) && periods.gte(1)) return { rate: found, periods };
  throw outOfDomain(name, `the rate is ${found} in ${periods} periods a year`);
}

function outOfDomain(name: string, found: string): ReturnType<typeof noValue> {
  const expected = "values above 0";
  return noValue({ function: name, found, expected, spreadsheetError: "#NUM!" });
}
