/**
 * The methods as rules: what each asks for, and what it can be combined with. Add a method here,
 * to its names in `method.ts`, and its published examples; the laws in the tests then apply.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { exactDecimal, minorUnitsText, toMinorUnits } from "../money/amount.ts";
import { type Multiplier, multiplier } from "../money/minorUnits.ts";
import type { RoundingMode } from "../money/rounding.ts";
import { checkOption } from "../money/unknownOption.ts";
import type { AmortizationMethod, MethodName, MinimumDueMethod, SteppedMethod } from "./method.ts";

/** What else may stand in the terms beside a method. */
export type Feature =
  | "moratorium"
  | "tranches"
  | "rates"
  | "downPaymentPercent"
  | "prepayment"
  | "newRate"
  | "arrears";

/** A method that was checked. */
export interface RepaymentRule {
  readonly name: MethodName;
  /**
   * What is the same in every row: the whole installment, its principal part, or nothing. `flat`
   * knows its interest beforehand, `minimum` follows the balance.
   */
  readonly level: "installment" | "principal" | "nothing" | "flat" | "minimum";
  /** All periods are one, with one payment. */
  readonly onePayment: boolean;
  /** Left to the last installment on top of it, in minor units. */
  readonly balloon: number;
  /** Proportions of the installments; empty where all are equal. */
  readonly steps: readonly RuleStep[];
  /** By what proportions are divided. */
  readonly stepScale: number;
  readonly minimum: MinimumRule | undefined;
}

interface RuleStep {
  /** Counted from 0. */
  readonly from: number;
  readonly times: number;
}

interface MinimumRule {
  readonly ofBalance: Multiplier;
  readonly least: number;
}

const levels: Readonly<Record<MethodName, RepaymentRule["level"]>> = {
  annuity: "installment",
  equalPrincipal: "principal",
  flat: "flat",
  interestOnly: "nothing",
  bullet: "nothing",
  balloon: "installment",
  stepped: "installment",
  minimumDue: "minimum",
};

/** Every method, in the order shown to users. */
export const methodNames = Object.keys(levels) as readonly MethodName[];

const withoutFeature: Readonly<Partial<Record<MethodName, readonly Feature[]>>> = {
  flat: ["moratorium", "tranches", "prepayment", "newRate", "arrears"],
  bullet: ["moratorium", "downPaymentPercent", "arrears"],
};

export const notCombinable: ErrorType<{ readonly method: string; readonly feature: Feature }> =
  errorType("NOT_COMBINABLE", {
    kind: "invalid",
    message: ({ method, feature }) =>
      `The method ${method} has no rule for ${feature}. Leave it out, or take another method.`,
  });

export const balloonOutOfRange: ErrorType<{ readonly found: string; readonly principal: string }> =
  errorType("BALLOON_OUT_OF_RANGE", {
    kind: "invalid",
    message: ({ found, principal }) =>
      `The balloon is ${found}, expected zero or more and at most the principal, ${principal}.`,
  });

export const invalidSteps: ErrorType<{ readonly found: string; readonly expected: string }> =
  errorType("INVALID_STEPS", {
    kind: "invalid",
    message: ({ found, expected }) => `method.steps has ${found}, expected ${expected}.`,
  });

export const percentOutOfRange: ErrorType<{ readonly found: string; readonly field: string }> =
  errorType("PERCENT_OUT_OF_RANGE", {
    kind: "invalid",
    message: ({ found, field }) =>
      `${field} is ${found}, expected a percentage from 0 to 100 with at most six decimals.`,
  });

export const leastPaymentNegative: ErrorType<{ readonly found: string }> = errorType(
  "LEAST_PAYMENT_NEGATIVE",
  {
    kind: "invalid",
    message: ({ found }) => `method.least is ${found}, expected an amount of zero or more.`,
  },
);

interface RuleContext {
  readonly principal: number;
  readonly places: number;
  readonly installments: number;
  readonly mode: RoundingMode;
}

/**
 * @throws LendkitError `UNKNOWN_OPTION`, `BALLOON_OUT_OF_RANGE`, `INVALID_STEPS`,
 *   `PERCENT_OUT_OF_RANGE`, `LEAST_PAYMENT_NEGATIVE`, and of amounts `NOT_A_NUMBER`,
 *   `AMOUNT_TOO_PRECISE`, `AMOUNT_TOO_LARGE`
 */
export function repaymentRule(method: AmortizationMethod, context: RuleContext): RepaymentRule {
  const name = methodName(method);
  const rule: RepaymentRule = {
    name,
    level: levels[name],
    onePayment: name === "bullet",
    balloon: 0,
    steps: [],
    stepScale: 1,
    minimum: undefined,
  };
  if (typeof method === "string") return rule;
  if (method.name === "balloon") return { ...rule, balloon: balloonOf(method.balloon, context) };
  if (method.name === "minimumDue") return { ...rule, minimum: minimumOf(method, context) };
  return { ...rule, steps: stepsOf(method, context.installments), stepScale: STEP_SCALE };
}

/** @throws LendkitError `UNKNOWN_OPTION` */
export function methodName(method: AmortizationMethod): MethodName {
  const bare = typeof method === "string";
  const name: MethodName = bare ? method : method.name;
  const needsMore = ["balloon", "stepped", "minimumDue"];
  const expected = methodNames.filter((each) => needsMore.includes(each) !== bare);
  checkOption(bare ? "method" : "method.name", name, expected);
  return name;
}

/** @throws LendkitError `NOT_COMBINABLE` */
export function checkCombination(method: MethodName, feature: Feature): void {
  if (withoutFeature[method]?.includes(feature)) throw notCombinable({ method, feature });
}

function balloonOf(balloon: Parameters<typeof toMinorUnits>[0], context: RuleContext): number {
  const found = toMinorUnits(balloon, context.places, "method.balloon");
  if (found < 0 || found > context.principal) {
    const principal = minorUnitsText(context.principal, context.places);
    throw balloonOutOfRange({ found: String(balloon), principal });
  }
  return found;
}

const STEP_SCALE = 1_000_000;

function stepsOf({ steps }: SteppedMethod, installments: number): readonly RuleStep[] {
  const checked = steps.map(({ fromInstallment, times }, index) => ({
    from: fromInstallment - 1,
    times: millionths(times, `method.steps.${index}.times`),
  }));
  const numbers = steps.map(({ fromInstallment }) => fromInstallment);
  const inOrder = numbers.every(
    (number, index) =>
      Number.isInteger(number) &&
      number <= installments &&
      (index === 0 ? number === 1 : number > (numbers[index - 1] ?? 0)),
  );
  if (checked.length === 0 || !inOrder) {
    const expected = `numbers that rise from 1 to at most ${installments}`;
    throw invalidSteps({ found: `fromInstallment ${numbers.join(", ") || "nowhere"}`, expected });
  }
  if ((checked.at(-1)?.times ?? 0) <= 0 || checked.some(({ times }) => times < 0)) {
    throw invalidSteps({
      found: `times ${steps.map(({ times }) => String(times)).join(", ")}`,
      expected: "zero or more, and above zero in the last step",
    });
  }
  return checked;
}

/** @throws LendkitError `NOT_A_NUMBER`, `INVALID_STEPS` */
function millionths(times: SteppedMethod["steps"][number]["times"], field: string): number {
  const { coefficient, places } = exactDecimal(times, field);
  const scaled = Number(coefficient) * 10 ** (6 - places);
  if (places > 6 || Math.abs(scaled) > 1000 * STEP_SCALE) {
    throw invalidSteps({
      found: `times ${String(times)}`,
      expected: "at most 1000, with at most six decimals",
    });
  }
  return scaled;
}

function minimumOf(method: MinimumDueMethod, { places, mode }: RuleContext): MinimumRule {
  const least = toMinorUnits(method.least ?? 0, places, "method.least");
  if (least < 0) throw leastPaymentNegative({ found: String(method.least) });
  return {
    ofBalance: percentMultiplier(method.percentOfBalance, "method.percentOfBalance", mode),
    least,
  };
}

/** @throws LendkitError `NOT_A_NUMBER`, `PERCENT_OUT_OF_RANGE` */
export function percentMultiplier(
  percent: Parameters<typeof exactDecimal>[0],
  field: string,
  mode: RoundingMode,
): Multiplier {
  const { coefficient, places } = exactDecimal(percent, field);
  const millionths = Number(coefficient) * 10 ** (6 - places);
  if (places > 6 || millionths < 0 || millionths > 100_000_000) {
    throw percentOutOfRange({ found: String(percent), field });
  }
  return multiplier(millionths, 100_000_000, mode);
}
