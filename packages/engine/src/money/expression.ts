/**
 * How an amount was computed, as data that computes it again: exactly, with each rounding where it
 * took place.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { exactDecimal } from "./amount.ts";
import { addBigRatios, type BigRatio, bigRatio, multiplyBigRatios } from "./bigRatio.ts";
import { type RoundingMode, roundRatio } from "./rounding.ts";

export const divisionByZero: ErrorType<Record<string, never>> = errorType("DIVISION_BY_ZERO", {
  kind: "invalid",
  message: () => "An expression divides by zero. Its inputs are not those of an explanation.",
});

export type Expression =
  | NamedValue
  | {
      readonly kind: "sum" | "product" | "least" | "greatest";
      readonly of: readonly Expression[];
    }
  | { readonly kind: "difference"; readonly from: Expression; readonly less: Expression }
  | { readonly kind: "quotient"; readonly of: Expression; readonly by: Expression }
  | { readonly kind: "power"; readonly of: Expression; readonly exponent: number }
  | Grown
  | Rounded;

/** A value that came in, or that was explained elsewhere. */
export interface NamedValue {
  readonly kind: "value";
  readonly name: string;
  /** A decimal, "1234.56", or a fraction, "31/365"; hundredths where the unit is a percentage. */
  readonly value: string;
  /** "INR", "% a year", "ACT/360"; empty for a plain number. */
  readonly unit: string;
}

/** A sum that grows by a rate and by an addition, step by step. */
export interface Grown {
  readonly kind: "grown";
  readonly start: Expression;
  /** Each step turns x into x · (1 + rate) + added. */
  readonly steps: readonly { readonly rate: Expression; readonly added: Expression }[];
}

export interface Rounded {
  readonly kind: "rounded";
  readonly of: Expression;
  readonly mode: RoundingMode;
  /** A decimal above zero that the result is a multiple of. */
  readonly unit: string;
}

export function named(name: string, value: string | number, unit = ""): NamedValue {
  return { kind: "value", name, value: String(value), unit };
}

export function product(...of: readonly Expression[]): Expression {
  return { kind: "product", of };
}

export function sum(...of: readonly Expression[]): Expression {
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: "sum", of };
}

/** A number of the formula itself. */
export function constant(value: number): NamedValue {
  return named(String(value), value);
}

/** The value, exactly but for the roundings that it names. */
export function evaluate(expression: Expression): BigRatio {
  switch (expression.kind) {
    case "value":
      return expression.unit.startsWith("%")
        ? multiplyBigRatios(exactValue(expression), bigRatio(1n, 100n))
        : exactValue(expression);
    case "sum":
      return expression.of.map(evaluate).reduce(addBigRatios, bigRatio(0n));
    case "product":
      return expression.of.map(evaluate).reduce(multiplyBigRatios, bigRatio(1n));
    case "least":
      return expression.of.map(evaluate).reduce((a, b) => (compare(b, a) < 0 ? b : a));
    case "greatest":
      return expression.of.map(evaluate).reduce((a, b) => (compare(b, a) > 0 ? b : a));
    case "difference":
      return addBigRatios(evaluate(expression.from), negated(evaluate(expression.less)));
    case "quotient":
      return multiplyBigRatios(evaluate(expression.of), inverse(evaluate(expression.by)));
    case "power": {
      const { numerator, denominator } = evaluate(expression.of);
      const exponent = BigInt(expression.exponent);
      return bigRatio(numerator ** exponent, denominator ** exponent);
    }
    case "grown":
      return grow(expression);
    case "rounded":
      return round(expression);
  }
}

function grow({ start, steps }: Grown): BigRatio {
  return steps.reduce((worth, { rate, added }) => {
    const growth = addBigRatios(bigRatio(1n), evaluate(rate));
    return addBigRatios(multiplyBigRatios(worth, growth), evaluate(added));
  }, evaluate(start));
}

function round({ of, mode, unit }: Rounded): BigRatio {
  const step = exactValue(named("unit", unit));
  const { numerator, denominator } = multiplyBigRatios(evaluate(of), inverse(step));
  return multiplyBigRatios(bigRatio(roundRatio(numerator, denominator, mode)), step);
}

/** @throws LendkitError `NOT_A_NUMBER` */
function exactValue({ name, value }: NamedValue): BigRatio {
  const [top = "", bottom] = value.split("/");
  const { coefficient, places } = exactDecimal(top, name);
  const of = bigRatio(coefficient, 10n ** BigInt(places));
  return bottom === undefined
    ? of
    : multiplyBigRatios(of, inverse(exactValue(named(name, bottom))));
}

function negated({ numerator, denominator }: BigRatio): BigRatio {
  return bigRatio(-numerator, denominator);
}

/** @throws LendkitError `DIVISION_BY_ZERO`, where an input was changed into zero */
function inverse({ numerator, denominator }: BigRatio): BigRatio {
  if (numerator === 0n) throw divisionByZero({});
  return numerator < 0n ? bigRatio(-denominator, -numerator) : bigRatio(denominator, numerator);
}

function compare(a: BigRatio, b: BigRatio): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
