/**
 * What a schedule is computed from: the loan's terms laid out over its rows.
 *
 * @module
 */
import { fromEpochDay } from "../calendar/plainDate.ts";
import type { LendkitError } from "../errors.ts";
import { bigMultiplier } from "../money/minorUnits.ts";
import {
  type BalanceChange,
  type CheckedLoanTerms,
  type CheckedRate,
  changeOutOfOrder,
} from "./checkLoanTerms.ts";
import { type Factors, PeriodInterest } from "./periodInterest.ts";
import { type Periods, periodOfDay, periodStart, periodsOf } from "./periods.ts";
import type { RepaymentRule } from "./repaymentRule.ts";
import { type RowChange, type RowPlan, rowKinds } from "./rows.ts";

export interface LoanPlan extends RowPlan {
  readonly loan: CheckedLoanTerms;
  /** How many periods were asked for. */
  readonly installments: number;
  /** The rows' periods; of a bullet all are one. */
  readonly periods: Periods;
  readonly rates: readonly CheckedRate[];
  /** Tranches and prepayments, in the order of their days. */
  readonly balanceChanges: readonly BalanceChange[];
  readonly periodInterest: PeriodInterest;
  /** How many times each row pays the base installment; absent where all pay it once. */
  readonly times: Float64Array | undefined;
  /** Rows from which the installment is set anew, the first of them the first installment. */
  readonly runs: readonly number[];
}

/** What may differ from the terms once a loan has lived on. */
export interface PlanOptions {
  readonly installments: number;
  readonly rates: readonly CheckedRate[];
  readonly balanceChanges: readonly BalanceChange[];
}

/** @throws LendkitError `INVALID_DATE`, `NO_BUSINESS_DAY`, `CHANGE_OUT_OF_ORDER` */
export function loanPlan(loan: CheckedLoanTerms, options: PlanOptions): LoanPlan {
  const { rates, balanceChanges } = options;
  const counted = periodsOf(loan, options.installments);
  const periodInterest = new PeriodInterest(loan, rates, counted);
  const periods = loan.rule.onePayment ? onePeriod(counted) : counted;
  const { length } = periods;
  return {
    loan,
    installments: options.installments,
    periods,
    rates,
    balanceChanges,
    periodInterest,
    length,
    interest: loan.rule.onePayment
      ? wholeTerm(loan, periodInterest, periods)
      : periodInterest.actual(),
    kinds: rowKindsOf(loan, periods),
    times: timesOf(loan.rule, periods),
    changes: balanceChanges.length === 0 ? [] : rowChanges(balanceChanges, periodInterest, periods),
    minimum: loan.rule.minimum,
    balanceMayGrow: loan.balanceMayGrow,
    mode: loan.mode,
    runs: runsOf(loan, periods, options),
  };
}

/** The row in which a change takes effect: money lent bears interest from its day's row on. */
export function rowOfChange(periods: Periods, { day, amount }: BalanceChange): number {
  return periodOfDay(periods, amount > 0 ? day : day - 1);
}

function onePeriod({ start, end, dueOn, length }: Periods): Periods {
  const last = (column: Int32Array): Int32Array => column.slice(length - 1);
  return { length: 1, start, end: last(end), dueOn: last(dueOn), beforeFirst: 0 };
}

function wholeTerm(
  loan: CheckedLoanTerms,
  interest: PeriodInterest,
  { start, end }: Periods,
): Factors {
  return { same: bigMultiplier(interest.between(start, end[0] ?? start), loan.mode) };
}

const kindOfLevel = {
  installment: rowKinds.installment,
  principal: rowKinds.principal,
  nothing: rowKinds.interest,
  flat: rowKinds.installment,
  minimum: rowKinds.minimum,
} as const;

const kindOfMoratorium = {
  paid: rowKinds.interest,
  capitalized: rowKinds.capitalized,
  waived: rowKinds.waived,
} as const;

function rowKindsOf(
  loan: CheckedLoanTerms,
  { length, beforeFirst }: Periods,
): Uint8Array | undefined {
  const kind = kindOfLevel[loan.rule.level];
  const { moratorium } = loan;
  if (kind === rowKinds.installment && moratorium === undefined && beforeFirst === 0) {
    return undefined;
  }
  const kinds = new Uint8Array(length).fill(kind);
  if (moratorium !== undefined) {
    const from = beforeFirst + moratorium.fromInstallment - 1;
    kinds.fill(kindOfMoratorium[moratorium.interest], from, from + moratorium.installments);
  }
  if (beforeFirst === 1) kinds[0] = rowKinds.principal;
  return kinds;
}

function timesOf(
  { steps }: RepaymentRule,
  { length, beforeFirst }: Periods,
): Float64Array | undefined {
  if (steps.length === 0) return undefined;
  const times = new Float64Array(length);
  for (const step of steps) times.fill(step.times, beforeFirst + step.from);
  return times;
}

function rowChanges(
  changes: readonly BalanceChange[],
  interest: PeriodInterest,
  periods: Periods,
): readonly RowChange[] {
  const byRow = new Map<number, RowChange>();
  for (const change of changes) {
    const row = rowOfChange(periods, change);
    if (row >= periods.length) throw afterTheEnd(change, periods);
    const known = byRow.get(row) ?? { row, disbursed: 0, prepaid: 0, parts: [] };
    const [from, to] = [change.day, periods.end[row] ?? change.day];
    const factor = interest.between(from, to);
    byRow.set(row, {
      row,
      disbursed: known.disbursed + Math.max(0, change.amount),
      prepaid: known.prepaid + Math.max(0, -change.amount),
      parts: [...known.parts, { amount: change.amount, from, to, factor }],
    });
  }
  return [...byRow.values()].sort((a, b) => a.row - b.row);
}

/** Due dates that are moved to business days may end a loan before a tranche of its last days. */
function afterTheEnd({ day }: BalanceChange, { start, end, length }: Periods): LendkitError {
  return changeOutOfOrder({
    field: "tranches",
    found: fromEpochDay(day),
    after: fromEpochDay(start),
    before: fromEpochDay(end[length - 1] ?? start),
  });
}

function runsOf(
  loan: CheckedLoanTerms,
  periods: Periods,
  { rates, balanceChanges }: PlanOptions,
): readonly number[] {
  const first = periods.beforeFirst;
  const { moratorium, recomputes } = loan;
  const changeless = rates.length === 1 && balanceChanges.length === 0;
  if ((moratorium === undefined && changeless) || loan.rule.level === "flat") return [first];
  const afterMoratorium =
    moratorium === undefined
      ? []
      : [first + moratorium.fromInstallment + moratorium.installments - 1];
  if (!recomputes) return moratorium?.fromInstallment === 1 ? [first, ...afterMoratorium] : [first];
  const changed = [
    ...afterMoratorium,
    ...rates.slice(1).map(({ from }) => periodOfDay(periods, from)),
    ...balanceChanges.filter(({ amount }) => amount > 0).map((each) => rowOfChange(periods, each)),
  ];
  const later = changed.filter((row) => row > first && row < periods.length);
  return [...new Set([first, ...later])].sort((a, b) => a - b);
}

/** The first day of a row. */
export function rowStart({ periods }: LoanPlan, row: number): number {
  return periodStart(periods, row);
}
