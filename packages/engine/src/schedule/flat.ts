/**
 * Flat interest: each period's interest is that of the whole principal, whatever was repaid.
 *
 * The interest in all is rounded once, and the last row takes what the rounded rows leave of it.
 *
 * @module
 */
import { addBigRatios, bigRatio, multiplyBigRatios } from "../money/bigRatio.ts";
import { multiply, toSafe } from "../money/minorUnits.ts";
import { roundRatio } from "../money/rounding.ts";
import type { LoanPlan } from "./loanPlan.ts";
import { factorOf } from "./periodInterest.ts";
import { exactFactor, type Filled, type RowColumns } from "./rows.ts";

/** What a flat loan owes beside its principal, in minor units. */
export interface FlatInterest {
  readonly principal: number;
  readonly total: number;
}

export function flatInterest(plan: LoanPlan, from: number, principal: number): FlatInterest {
  let sum = bigRatio(0n);
  for (let row = from; row < plan.length; row += 1) {
    sum = addBigRatios(sum, exactFactor(factorOf(plan.interest, row)));
  }
  const exact = multiplyBigRatios(bigRatio(BigInt(principal)), sum);
  const total = toSafe(roundRatio(exact.numerator, exact.denominator, plan.mode), "The interest");
  return { principal, total };
}

/** The principal and the rounded interest in equal parts, to the rounding unit. */
export function flatInstallment(plan: LoanPlan, from: number, flat: FlatInterest): number {
  const unit = BigInt(plan.loan.installmentUnit);
  const owed = BigInt(flat.principal) + BigInt(flat.total);
  const rows = BigInt(plan.length - from);
  return toSafe(roundRatio(owed, rows * unit, plan.loan.installmentMode) * unit, "The installment");
}

export interface FlatRows {
  readonly from: number;
  readonly installment: number;
  readonly flat: FlatInterest;
}

/** Writes rows until principal and interest are paid. */
export function fillFlatRows(
  plan: LoanPlan,
  columns: RowColumns,
  { from, installment: amount, flat }: FlatRows,
): Filled {
  const { interest, closing } = columns;
  const last = plan.length - 1;
  let balance = flat.principal;
  let charged = 0;
  for (let row = from; row <= last; row += 1) {
    const rest = flat.total - charged;
    if (row === last || balance + rest <= amount) {
      interest[row] = rest;
      closing[row] = 0;
      return { end: row + 1, balance: 0, uncovered: undefined };
    }
    const due = Math.min(multiply(flat.principal, factorOf(plan.interest, row)), rest);
    if (due > amount) return { end: row, balance, uncovered: due };
    balance -= Math.min(balance, amount - due);
    charged += due;
    interest[row] = due;
    closing[row] = balance;
  }
  return { end: plan.length, balance, uncovered: undefined };
}
