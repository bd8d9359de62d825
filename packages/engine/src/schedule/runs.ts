/**
 * Rows in runs of one level installment, from where it is set to where it is set anew.
 *
 * @module
 */
import { fromEpochDay } from "../calendar/plainDate.ts";
import { type ErrorType, errorType, type LendkitError } from "../errors.ts";
import { minorUnitsText } from "../money/amount.ts";
import { mulDivRound } from "../money/minorUnits.ts";
import { annuityInstallment } from "./annuity.ts";
import { fillFlatRows, flatInstallment, flatInterest } from "./flat.ts";
import { type Ending, isWithinBound, smoothedInstallment } from "./lastInstallment.ts";
import { type LevelRows, levelInstallment } from "./levelInstallment.ts";
import type { LoanPlan } from "./loanPlan.ts";
import { type Factors, factorOf } from "./periodInterest.ts";
import {
  type Filled,
  fillRows,
  type LevelAmount,
  type RowChange,
  type RowColumns,
  rowKinds,
} from "./rows.ts";

export const negativeAmortization: ErrorType<{
  readonly installment: string;
  readonly interest: string;
  readonly dueOn: string;
}> = errorType("NEGATIVE_AMORTIZATION", {
  kind: "refused",
  message: ({ installment, interest, dueOn }) =>
    `The installment of ${dueOn}, ${installment}, does not cover its interest, ${interest}. Take ` +
    'more or higher installments, an earlier first due date, or negativeAmortization: "capitalize".',
});

/** How rows came to their end. */
export interface RunEnd {
  /** How many rows there are. */
  readonly length: number;
  /** The base installments, each with the row that it is set from. */
  readonly levels: readonly RunLevel[];
  /** The last payment, or principal where that is level, less what was planned. */
  readonly residue: number;
  readonly smoothed: boolean;
}

/** From a row on, to the next. */
export interface RunLevel {
  readonly from: number;
  readonly installment: number;
  /** What it was set from; absent where it was kept from before. */
  readonly origin: { readonly plan: LoanPlan; readonly balance: number } | undefined;
}

/** Where rows begin to be filled. */
export interface RunStart {
  readonly row: number;
  readonly balance: number;
  /**
   * Installments that are kept, each from its row on, whatever number of rows it takes; the first
   * from the start. Without them, they are set anew.
   */
  readonly kept: readonly KeptLevel[] | undefined;
}

export type KeptLevel = Pick<RunLevel, "from" | "installment">;

/**
 * Writes rows from a start to the end of the loan.
 *
 * @throws LendkitError `NEGATIVE_AMORTIZATION`, `RESIDUE_TOO_LARGE`, `AMOUNT_TOO_LARGE`
 */
export function fillRuns(plan: LoanPlan, columns: RowColumns, start: RunStart): RunEnd {
  let run: Run = { plan, columns, from: start.row, balance: start.balance };
  if (start.kept !== undefined) return fillKept(run, start.kept);
  const levels: RunLevel[] = [];
  for (const to of plan.runs.filter((row) => row > start.row)) {
    const installment = installmentOf(run);
    const filled = fillCovered(run, installment, to);
    if (filled.end < to) return withEarlier(levels, ended(run, filled, installment));
    levels.push(levelOfRun(run, installment));
    run = { ...run, from: to, balance: filled.balance };
  }
  return withEarlier(levels, lastRun(run));
}

function fillKept(start: Run, kept: readonly KeptLevel[]): RunEnd {
  const levels: RunLevel[] = [];
  let run = start;
  let filled: Filled | undefined;
  let installment = 0;
  for (const [index, level] of kept.entries()) {
    const to = kept[index + 1]?.from ?? run.plan.length;
    installment = level.installment;
    levels.push({ from: run.from, installment, origin: undefined });
    filled = fillCovered(run, installment, to);
    if (filled.end < to) break;
    if (index + 1 < kept.length) run = { ...run, from: to, balance: filled.balance };
  }
  const end = filled ?? { end: start.from, balance: start.balance, uncovered: undefined };
  return { ...ended(run, end, installment), levels };
}

function withEarlier(levels: readonly RunLevel[], end: RunEnd): RunEnd {
  return levels.length === 0 ? end : { ...end, levels: [...levels, ...end.levels] };
}

interface Run {
  readonly plan: LoanPlan;
  readonly columns: RowColumns;
  readonly from: number;
  readonly balance: number;
}

function levelOfRun({ plan, from, balance }: Run, installment: number): RunLevel {
  return { from, installment, origin: { plan, balance } };
}

/** @throws LendkitError `NEGATIVE_AMORTIZATION` */
function fillCovered(run: Run, installment: number, to: number): Filled {
  const filled = fill(run, installment, to);
  if (filled.uncovered !== undefined) throw uncoveredInterest(run.plan, filled, installment);
  return filled;
}

function ended(run: Run, filled: Filled, installment: number): RunEnd {
  const { level } = run.plan.loan.rule;
  const isLevel = level !== "nothing" && level !== "minimum";
  const residue = isLevel ? (endingOf(run, installment, filled)?.residue ?? 0) : 0;
  const levels = [levelOfRun(run, installment)];
  return { length: filled.end, levels, residue, smoothed: false };
}

function lastRun(run: Run): RunEnd {
  const { plan, columns, from, balance } = run;
  const { loan } = plan;
  const { level } = loan.rule;
  const flat = level === "flat" ? flatInterest(plan, from, balance) : undefined;
  const fillWith = (installment: number): Filled =>
    flat === undefined
      ? fill(run, installment, plan.length)
      : fillFlatRows(plan, columns, { from, installment, flat });
  const rounded = flat === undefined ? installmentOf(run) : flatInstallment(plan, from, flat);
  const filled = fillWith(rounded);
  if (level === "nothing" || level === "minimum") return ended(run, filled, 0);

  const asked = levelAmount(plan, rounded).each?.[filled.end] ?? rounded;
  if ((filled.uncovered ?? 0) > asked + loan.installmentUnit) {
    throw uncoveredInterest(plan, filled, rounded);
  }
  if (loan.lastInstallment === "absorb") {
    const ending = endingOf(run, rounded, filled);
    if (ending !== undefined && isWithinBound(loan, ending)) {
      const levels = [levelOfRun(run, rounded)];
      return { length: filled.end, levels, residue: ending.residue, smoothed: false };
    }
  }
  const settled = smoothedInstallment(loan, rounded, (each) => endingOf(run, each, fillWith(each)));
  if (settled === undefined) throw uncoveredInterest(plan, filled, rounded);
  return { ...ended(run, fillWith(settled), settled), smoothed: settled !== rounded };
}

function endingOf(run: Run, installment: number, filled: Filled): Ending | undefined {
  if (filled.uncovered !== undefined) return undefined;
  const { length, loan } = run.plan;
  const { balloon } = loan.rule;
  const level = levelAmount(run.plan, installment);
  const planned = (row: number): number => level.each?.[row] ?? level.same;
  const last = filled.end - 1;
  const lastPayment = lastPaymentOf(run, last);
  const endsEarly = filled.end < length;
  const residue = lastPayment - planned(last) - (endsEarly ? 0 : balloon);
  let missing = endsEarly ? balloon : 0;
  for (let row = filled.end; row < length; row += 1) missing += planned(row);
  return { installment, lastPayment, residue, excess: residue - missing };
}

/** Of a row that clears the balance: its payment, or where principal is level that part of it. */
function lastPaymentOf({ plan, columns, from, balance }: Run, row: number): number {
  const opening = row === from ? balance : (columns.closing[row - 1] ?? 0);
  const change = plan.changes.find((each) => each.row === row);
  const principal = opening + (change?.disbursed ?? 0) - (change?.prepaid ?? 0);
  return plan.kinds?.[row] === rowKinds.principal
    ? principal
    : principal + (columns.interest[row] ?? 0);
}

/** The base installment, or the level principal, that a run starts with. */
function installmentOf(run: Run): number {
  const { level } = run.plan.loan.rule;
  if (level === "installment") return levelOf(run);
  return level === "principal" ? equalPrincipalOf(run) : 0;
}

function levelOf({ plan, from, balance }: Run): number {
  const rows = levelRows(plan, from, balance);
  const { same } = rows.factors;
  if (same !== undefined && same.exact === undefined && isPlain(rows)) {
    const { unit, mode } = rows;
    const installments = rows.to - from;
    return annuityInstallment({ principal: balance, periodRate: same, installments, unit, mode });
  }
  return levelInstallment(rows);
}

/** What the installment of a run follows from. */
export function levelRows(plan: LoanPlan, from: number, balance: number): LevelRows {
  const { loan, kinds, times, length: to } = plan;
  const { installmentMode: mode, installmentUnit: unit, rule } = loan;
  const { balloon, stepScale: scale } = rule;
  return { from, to, balance, balloon, ...foreseen(plan, from), kinds, times, scale, unit, mode };
}

/** Every row pays the same installment, and nothing else happens. */
export function isPlain({ balloon, times, changes, kinds }: LevelRows): boolean {
  return balloon === 0 && times === undefined && changes.length === 0 && kinds === undefined;
}

/** What a run's installment takes into account: all that is known, or what holds as it begins. */
function foreseen(
  plan: LoanPlan,
  from: number,
): { factors: Factors; changes: readonly RowChange[] } {
  const { loan, interest, changes, periodInterest, periods } = plan;
  if (!loan.recomputes) {
    return { factors: interest, changes: changes.filter(({ row }) => row >= from) };
  }
  const now = changes.length === 0 ? changes : changes.filter(({ row }) => row === from);
  if (plan.rates.length === 1) return { factors: interest, changes: now };
  const column = periodInterest.atRate(periodInterest.rateOn((periods.end[from] ?? 0) - 1));
  const first = factorOf(interest, from);
  if (factorOf(column, from) === first) return { factors: column, changes: now };
  const each = Array.from({ length: plan.length }, (_, row) =>
    row === from ? first : factorOf(column, row),
  );
  return { factors: { each }, changes: now };
}

function equalPrincipalOf({ plan, from, balance }: Run): number {
  const { installmentMode, installmentUnit: unit } = plan.loan;
  const { owed, rows } = equalParts(plan, from, balance);
  return mulDivRound(owed, 1, rows * unit, installmentMode) * unit;
}

/** What equal parts of the principal are made of. */
export function equalParts(
  plan: LoanPlan,
  from: number,
  balance: number,
): { owed: number; rows: number } {
  const { changes } = foreseen(plan, from);
  const owed = changes.reduce((sum, each) => sum + each.disbursed - each.prepaid, balance);
  const kinds = plan.kinds?.subarray(from) ?? [];
  const rows = kinds.filter((kind) => kind === rowKinds.principal).length;
  return { owed, rows };
}

function fill(
  { plan, columns, from, balance: opening }: Run,
  installment: number,
  to: number,
): Filled {
  return fillRows(plan, columns, levelAmount(plan, installment), { from, to, opening });
}

/** What rows pay of a base installment: it, or as often as their step says. */
export function levelAmount({ times, loan }: LoanPlan, base: number): LevelAmount {
  if (times === undefined) return { same: base, each: undefined };
  const { installmentUnit: unit, installmentMode, rule } = loan;
  const divisor = rule.stepScale * unit;
  const each = times.map((often) => mulDivRound(base, often, divisor, installmentMode) * unit);
  return { same: base, each };
}

function uncoveredInterest(plan: LoanPlan, filled: Filled, installment: number): LendkitError {
  const { places } = plan.loan;
  return negativeAmortization({
    installment: minorUnitsText(
      levelAmount(plan, installment).each?.[filled.end] ?? installment,
      places,
    ),
    interest: minorUnitsText(filled.uncovered ?? 0, places),
    dueOn: fromEpochDay(plan.periods.dueOn[filled.end] ?? 0),
  });
}
