/**
 * Spreadsheet functions by name, with arguments by position as spreadsheets and the libraries that
 * follow them take them. A rate may be a quotient, "0.08/12", which is divided exactly.
 *
 * @module
 */
import { type Amount, Decimal, type PlainDate, tvm } from "@lendkit/engine";

export type Argument = number | string | null | undefined | readonly Argument[] | boolean;

export type SpreadsheetFunction = (args: readonly Argument[]) => Decimal | number | PlainDate;

/** A search that found nothing; thrown so that all functions say in one way that there is no value. */
export class NotFound extends Error {}

/** The functions of amounts and rates; those of dates take dates that the suite has read. */
export const functions: Readonly<Record<string, SpreadsheetFunction>> = {
  PMT: ([rate, periods, present, future, due]) =>
    tvm.pmt({ ...annuity(rate, due), periods: amount(periods), ...values(present, future) }),
  PV: ([rate, periods, payment, future, due]) =>
    tvm.pv({
      ...annuity(rate, due),
      periods: amount(periods),
      payment: amount(payment),
      futureValue: amount(future),
    }),
  FV: ([rate, periods, payment, present, due]) =>
    tvm.fv({
      ...annuity(rate, due),
      periods: amount(periods),
      payment: amount(payment),
      presentValue: amount(present),
    }),
  NPER: ([rate, payment, present, future, due]) =>
    tvm.nper({ ...annuity(rate, due), payment: amount(payment), ...values(present, future) }),
  IPMT: ([rate, period, periods, present, future, due]) =>
    tvm.ipmt({ ...annuity(rate, due), ...ofPeriod(period, periods), ...values(present, future) }),
  PPMT: ([rate, period, periods, present, future, due]) =>
    tvm.ppmt({ ...annuity(rate, due), ...ofPeriod(period, periods), ...values(present, future) }),
  ISPMT: ([rate, period, periods, present]) =>
    tvm.ispmt({
      ratePerPeriod: amount(rate),
      period: amount(period),
      periods: amount(periods),
      presentValue: amount(present),
    }),
  CUMIPMT: ([rate, periods, present, first, last, due]) =>
    tvm.cumipmt({ ...annuity(rate, due), ...span(periods, present, first, last) }),
  CUMPRINC: ([rate, periods, present, first, last, due]) =>
    tvm.cumprinc({ ...annuity(rate, due), ...span(periods, present, first, last) }),
  RATE: ([periods, payment, present, future, due, guess]) =>
    found(
      tvm.rate({
        periods: amount(periods),
        payment: amount(payment),
        ...values(present, future),
        due: dueOf(due),
        ...guessOf(guess),
      }),
    ),
  NPV: ([rate, ...flows]) => tvm.npv(amount(rate), list(flows)),
  IRR: ([flows, guess]) => found(tvm.irr(list([flows]), guessOf(guess))),
  MIRR: ([flows, finance, reinvest]) =>
    tvm.mirr(list([flows]), { finance: amount(finance), reinvest: amount(reinvest) }),
  EFFECT: ([rate, periods]) => tvm.effect(amount(rate), amount(periods)),
  NOMINAL: ([rate, periods]) => tvm.nominal(amount(rate), amount(periods)),
  FVSCHEDULE: ([principal, rates]) => tvm.fvschedule(amount(principal), list([rates])),
  RRI: ([periods, present, future]) =>
    tvm.rri({ periods: amount(periods), ...values(present, future) }),
  PDURATION: ([rate, present, future]) =>
    tvm.pduration({ ratePerPeriod: amount(rate), ...values(present, future) }),
};

/** An empty cell is a zero. */
export function amount(argument: Argument): Amount {
  if (typeof argument === "number") return argument;
  if (typeof argument !== "string") return 0;
  const [dividend = "", divisor] = argument.split("/");
  return divisor === undefined ? argument : new Decimal(dividend).div(divisor);
}

/** Rows and columns of cells in one list; empty cells are left out. */
export function list(cells: readonly Argument[]): readonly Amount[] {
  return cells.flatMap((cell) => {
    if (Array.isArray(cell)) return list(cell);
    return cell === null || cell === undefined ? [] : [amount(cell)];
  });
}

/** @throws NotFound */
export function found(solution: tvm.FoundRate): Decimal {
  if (solution.outcome === "found") return solution.rate;
  throw new NotFound(solution.outcome === "impossible" ? solution.reason : solution.outcome);
}

/** Text that is no number stays what it is: `NaN`, which the functions refuse. */
export function guessOf(guess: Argument): { guess?: number } {
  return guess === null || guess === undefined ? {} : { guess: Number(guess) };
}

export function dueOf(type: Argument): tvm.PaymentsDue {
  if (type === 1) return "begin";
  if (type === 0 || type === null || type === undefined) return "end";
  throw new NotFound(`payments are due at ${String(type)}, neither 0 nor 1`);
}

function annuity(rate: Argument, due: Argument): { ratePerPeriod: Amount; due: tvm.PaymentsDue } {
  return { ratePerPeriod: amount(rate), due: dueOf(due) };
}

function values(
  present: Argument,
  future: Argument,
): { presentValue: Amount; futureValue: Amount } {
  return { presentValue: amount(present), futureValue: amount(future) };
}

function ofPeriod(period: Argument, periods: Argument): { period: number; periods: Amount } {
  return { period: Number(period), periods: amount(periods) };
}

function span(
  periods: Argument,
  presentValue: Argument,
  first: Argument,
  last: Argument,
): { periods: Amount; presentValue: Amount; firstPeriod: number; lastPeriod: number } {
  return {
    periods: amount(periods),
    presentValue: amount(presentValue),
    firstPeriod: Number(first),
    lastPeriod: Number(last),
  };
}
