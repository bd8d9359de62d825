/**
 * Why an amount is what it is: for support, auditors and borrowers.
 *
 * @module
 */
import { reduceBigRatio } from "./bigRatio.ts";
import { Decimal } from "./decimal.ts";
import { type Expression, evaluate, type NamedValue } from "./expression.ts";
import type { RoundingMode } from "./rounding.ts";

/** Plain data, as it is kept and sent. */
export interface Explanation {
  /** What is explained, such as "interest of installment 3". */
  readonly subject: string;
  /** A decimal, as it stands in the schedule, bill or decision. */
  readonly amount: string;
  readonly currency: string;
  /** In names: "opening balance · annual rate · part of the year". */
  readonly formula: string;
  /** The same in figures. */
  readonly figures: string;
  /** Every value that came in, once. */
  readonly inputs: readonly NamedValue[];
  /** Before the last rounding: a decimal where it ends, else a fraction. */
  readonly unrounded: string;
  /** The last rounding; absent where there was none. */
  readonly rounding?: { readonly mode: RoundingMode; readonly unit: string };
  /** What was decided, in a sentence. */
  readonly rule: string;
  /** Where the rule is from: the terms, a law, a standard. */
  readonly source: string;
  /** Computes the amount again. */
  readonly expression: Expression;
}

export function explanation(about: {
  readonly subject: string;
  readonly currency: string;
  readonly places: number;
  readonly rule: string;
  readonly source: string;
  readonly expression: Expression;
}): Explanation {
  const { subject, currency, places, rule, source, expression } = about;
  const rounded = expression.kind === "rounded" ? expression : undefined;
  const found = {
    subject,
    amount: recompute(expression).toFixed(places),
    currency,
    formula: written(rounded?.of ?? expression, (value) => value.name),
    figures: written(rounded?.of ?? expression, figure),
    inputs: inputsOf(expression),
    unrounded: exactText(rounded?.of ?? expression),
    rule,
    source,
    expression,
  };
  if (rounded === undefined) return found;
  return { ...found, rounding: { mode: rounded.mode, unit: rounded.unit } };
}

/**
 * Computes an explained amount again, from its expression alone.
 *
 * @throws LendkitError `NOT_A_NUMBER` if an input was changed into something that is none
 */
export function recompute(expression: Expression): Decimal {
  const { numerator, denominator } = evaluate(expression);
  return new Decimal(numerator.toString()).div(denominator.toString());
}

/**
 * The explanation as lines of text.
 *
 * @example
 * renderExplanation(explainSchedule(schedule, { row: 1, amount: "interest" }));
 * // interest of installment 1: 8.49 USD
 * //   = opening balance · annual rate · part of the year
 * //   = 1000.00 · 10 % · 31/365
 * //   = 620/73 = 8.4931506849315…, rounded halfEven to 0.01
 * //   Interest runs …
 */
export function renderExplanation(of: Explanation): string {
  const rounding =
    of.rounding === undefined ? "" : `, rounded ${of.rounding.mode} to ${of.rounding.unit}`;
  return [
    `${of.subject}: ${of.amount} ${of.currency}`,
    `  = ${of.formula}`,
    `  = ${of.figures}`,
    `  = ${of.unrounded}${decimalTail(of.unrounded)}${rounding}`,
    `  ${of.rule}`,
    `  Source: ${of.source}`,
  ].join("\n");
}

function figure({ value, unit }: NamedValue): string {
  return unit.startsWith("%") ? `${value} %` : value;
}

function written(expression: Expression, value: (of: NamedValue) => string): string {
  const within = (of: Expression): string => {
    const text = written(of, value);
    return of.kind === "sum" || of.kind === "difference" ? `(${text})` : text;
  };
  const list = (of: readonly Expression[]): string =>
    of.map((each) => written(each, value)).join("; ");
  switch (expression.kind) {
    case "value":
      return value(expression);
    case "sum":
      return expression.of.map(within).join(" + ");
    case "product":
      return expression.of.map(within).join(" · ");
    case "difference":
      return `${within(expression.from)} − ${within(expression.less)}`;
    case "quotient":
      return `${within(expression.of)} / ${within(expression.by)}`;
    case "power":
      return `(${written(expression.of, value)})^${expression.exponent}`;
    case "grown":
      return `[${written(expression.start, value)} grown over ${expression.steps.length} periods]`;
    case "rounded":
      return `rounded(${written(expression.of, value)})`;
    case "least":
      return `least of (${list(expression.of)})`;
    case "greatest":
      return `greatest of (${list(expression.of)})`;
  }
}

function inputsOf(expression: Expression): readonly NamedValue[] {
  const found = new Map<string, NamedValue>();
  const visit = (of: Expression): void => {
    if (of.kind === "value") {
      if (of.name !== of.value) found.set(`${of.name}=${of.value}`, of);
    } else for (const part of partsOf(of)) visit(part);
  };
  visit(expression);
  return [...found.values()];
}

function partsOf(expression: Exclude<Expression, NamedValue>): readonly Expression[] {
  switch (expression.kind) {
    case "difference":
      return [expression.from, expression.less];
    case "quotient":
      return [expression.of, expression.by];
    case "power":
    case "rounded":
      return [expression.of];
    case "grown":
      return [expression.start, ...expression.steps.flatMap(({ rate, added }) => [rate, added])];
    default:
      return expression.of;
  }
}

/** Fractions longer than this are told by their decimals alone. */
const LONGEST_FRACTION = 60;

function exactText(expression: Expression): string {
  const { numerator, denominator } = reduceBigRatio(evaluate(expression));
  if (otherFactors(denominator) === 1n) {
    return new Decimal(numerator.toString()).div(denominator.toString()).toFixed();
  }
  const text = `${numerator}/${denominator}`;
  if (text.length <= LONGEST_FRACTION) return text;
  return `${new Decimal(numerator.toString()).div(denominator.toString()).toFixed()}…`;
}

/** What a denominator has beside twos and fives; of 1 the fraction ends as a decimal. */
function otherFactors(denominator: bigint): bigint {
  let rest = denominator;
  while (rest % 2n === 0n) rest /= 2n;
  while (rest % 5n === 0n) rest /= 5n;
  return rest;
}

function decimalTail(unrounded: string): string {
  const [top, bottom] = unrounded.split("/");
  if (top === undefined || bottom === undefined) return "";
  return ` = ${new Decimal(top).div(bottom).toSignificantDigits(14).toFixed()}…`;
}
