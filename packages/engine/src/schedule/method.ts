/**
 * How the balance is repaid: every method, as a caller names it.
 *
 * @module
 */
import type { Amount } from "../money/amount.ts";

/**
 * - `annuity`: level installments, of which interest takes less and principal more each time. The
 *   installment follows from the interest that each period really bears.
 * - `equalPrincipal`: the same principal each time, and interest on what is left: the payments fall.
 * - `flat`: level installments of the principal and of interest that is charged on the whole
 *   principal all the time.
 * - `interestOnly`: each period's interest; the last installment repays the principal.
 * - `bullet`: one payment at the end, of the principal and all interest. It does not compound.
 * - `balloon`: an annuity that leaves a given part of the principal to the last installment.
 * - `stepped`: an annuity of installments that stand in given proportions.
 * - `minimumDue`: a percentage of the balance and the period's interest; the last installment
 *   repays the rest.
 */
export type AmortizationMethod =
  | "annuity"
  | "equalPrincipal"
  | "flat"
  | "interestOnly"
  | "bullet"
  | BalloonMethod
  | SteppedMethod
  | MinimumDueMethod;

export type MethodName = Extract<AmortizationMethod, string> | "balloon" | "stepped" | "minimumDue";

export interface BalloonMethod {
  readonly name: "balloon";
  /** Paid with the last level installment, on top of it: zero or more, at most the principal. */
  readonly balloon: Amount;
}

export interface SteppedMethod {
  readonly name: "stepped";
  /** In the order of their numbers, the first from installment 1. */
  readonly steps: readonly InstallmentStep[];
}

/** From an installment on, to the next step. */
export interface InstallmentStep {
  readonly fromInstallment: number;
  /**
   * How many times the base installment is paid: zero or more, at most six decimals. 1, 1.1, 1.21
   * are steps of 10 %.
   */
  readonly times: Amount;
}

export interface MinimumDueMethod {
  readonly name: "minimumDue";
  /** 0 to 100, both included. */
  readonly percentOfBalance: Amount;
  /** The least payment, or all that is owed if that is less. Default: 0. */
  readonly least?: Amount;
}
