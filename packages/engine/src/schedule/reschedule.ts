/**
 * A schedule after a prepayment or a change of its rate.
 *
 * @module
 */
import { fromEpochDay, type PlainDate, plainDate, toEpochDay } from "../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, minorUnitsText, toMinorUnits } from "../money/amount.ts";
import type { Decimal } from "../money/decimal.ts";
import { checkOption } from "../money/unknownOption.ts";
import { plainPeriodRate } from "../rate/interestRate.ts";
import { checkTotal } from "./amortize.ts";
import { type BalanceChange, type CheckedRate, changeOutOfOrder } from "./checkLoanTerms.ts";
import { MAX_INSTALLMENTS } from "./emi.ts";
import { type LoanPlan, loanPlan, rowOfChange } from "./loanPlan.ts";
import { periodOfDay } from "./periods.ts";
import { checkCombination } from "./repaymentRule.ts";
import { emptyColumns, type RowColumns } from "./rows.ts";
import { fillRuns, type KeptLevel, type RunEnd, type RunStart } from "./runs.ts";
import { partsOf, Schedule, type ScheduleParts } from "./schedule.ts";

export type ScheduleChange =
  | {
      readonly kind: "prepayment";
      /** After the loan's first day; on a due date it is paid together with what is due then. */
      readonly on: PlainDate;
      /** Above zero, at most the balance of that day. */
      readonly amount: Amount;
    }
  | {
      readonly kind: "rate";
      /** Interest is charged at the new rate from this day on, that day included. */
      readonly from: PlainDate;
      /** Percent a year, 0 to 1000, both included. */
      readonly annualRatePercent: Amount;
    };

/**
 * What a change is put into: `reduceTenor` keeps the installment, and the loan ends sooner (or,
 * with a higher rate, later); `reduceInstallment` keeps the number of installments and sets the
 * installment anew, from the first one due after the change.
 */
export type ReschedulePolicy = "reduceTenor" | "reduceInstallment";

export interface Rescheduled {
  readonly schedule: Schedule;
  /** By how much less there is than before; below zero where there is more. */
  readonly saves: { readonly interest: Decimal; readonly installments: number };
}

export const prepaymentOutOfRange: ErrorType<{ readonly found: string; readonly most: string }> =
  errorType("PREPAYMENT_OUT_OF_RANGE", {
    kind: "refused",
    message: ({ found, most }) =>
      `The prepayment is ${found}, expected an amount above zero and at most the balance of ` +
      `that day, ${most}.`,
  });

/**
 * A schedule as it goes on after a change; rows that were due before it stay as they are. Changes
 * come in the order of their days.
 *
 * @throws LendkitError `UNKNOWN_OPTION`, `INVALID_DATE`, `CHANGE_OUT_OF_ORDER` for a day that is not
 *   within the loan or before an earlier change; `PREPAYMENT_OUT_OF_RANGE`; `NOT_COMBINABLE`; of
 *   amounts and rates as `amortize`; `NEGATIVE_AMORTIZATION` where the kept installment does not
 *   cover the interest at a higher rate; `RESIDUE_TOO_LARGE`.
 *
 * @example
 * const change = { kind: "prepayment", on: plainDate("2024-06-30"), amount: 50000 } as const;
 * const { schedule, saves } = reschedule(amortize(terms), change, "reduceTenor");
 */
export function reschedule(
  before: Schedule,
  change: ScheduleChange,
  policy: ReschedulePolicy,
): Rescheduled {
  checkOption("policy", policy, ["reduceTenor", "reduceInstallment"]);
  checkOption("change.kind", change.kind, ["prepayment", "rate"]);
  const schedule =
    change.kind === "prepayment"
      ? afterPrepayment(partsOf(before), change, policy)
      : afterRateChange(partsOf(before), change, policy);
  return {
    schedule,
    saves: {
      interest: before.totals.interest.minus(schedule.totals.interest),
      installments: before.length - schedule.length,
    },
  };
}

type Prepayment = Extract<ScheduleChange, { kind: "prepayment" }>;
type RateChanged = Extract<ScheduleChange, { kind: "rate" }>;

function afterPrepayment(
  parts: ScheduleParts,
  { on, amount }: Prepayment,
  policy: ReschedulePolicy,
): Schedule {
  const { plan, columns } = parts;
  const { loan, periods } = plan;
  checkCombination(loan.rule.name, "prepayment");
  const day = checkDay(parts, on, "change.on", 1);
  const paid = toMinorUnits(amount, loan.places, "change.amount");
  const change: BalanceChange = { day, amount: -paid };
  const row = rowOfChange(periods, change);
  const isDue = day === periods.end[row];
  const most = isDue ? (columns.closing[row] ?? 0) : balanceWithin(parts, row, day);
  if (paid <= 0 || paid > most) {
    throw prepaymentOutOfRange({ found: String(amount), most: minorUnitsText(most, loan.places) });
  }
  const next = loanPlan(loan, {
    installments: remainingTenor(parts),
    rates: plan.rates,
    balanceChanges: inOrder([...plan.balanceChanges, change]),
  });
  const from = isDue ? row + 1 : row;
  const rows = rowsBefore(parts, next, from);
  if (isDue) rows.closing[row] = most - paid;
  const balance = from === 0 ? loan.lentFirst : (rows.closing[from - 1] ?? 0);
  if (balance === 0) return new Schedule(next, rows, { ...parts.end, length: from, residue: 0 });
  // Where all is repaid there is no installment to set anew.
  const isAll = paid === most && !plan.balanceChanges.some((later) => later.day > day);
  const kept = keptFrom(parts, from, isAll ? "reduceTenor" : policy);
  return goOn(parts, next, rows, { row: from, balance, kept });
}

function afterRateChange(
  parts: ScheduleParts,
  { from: changedOn, annualRatePercent }: RateChanged,
  policy: ReschedulePolicy,
): Schedule {
  const { plan, columns } = parts;
  const { loan, periods } = plan;
  checkCombination(loan.rule.name, "newRate");
  const day = checkDay(parts, changedOn, "change.from", 0);
  const annual = plainPeriodRate(annualRatePercent, 1, "change.annualRatePercent");
  const rates = withRate(plan.rates, { from: day, annual });
  const row = periodOfDay(periods, day);
  const balance = row === 0 ? loan.lentFirst : (columns.closing[row - 1] ?? 0);
  const kept = keptFrom(parts, row, policy);
  let installments = remainingTenor(parts);
  for (;;) {
    const changed = { installments, rates, balanceChanges: plan.balanceChanges };
    // A kept installment that does not cover its interest would never repay the loan.
    const next = {
      ...loanPlan(loan, changed),
      balanceMayGrow: loan.balanceMayGrow && kept === undefined,
    };
    const rows = rowsBefore(parts, next, row);
    const schedule = goOn(parts, next, rows, { row, balance, kept });
    const lasts = kept !== undefined && schedule.ending.residue.gt(0);
    if (!lasts || installments === MAX_INSTALLMENTS) return schedule;
    installments = Math.min(MAX_INSTALLMENTS, 2 * installments);
  }
}

/** Fills the rows that are left, and puts the runs of earlier rows before those of later ones. */
function goOn(before: ScheduleParts, plan: LoanPlan, rows: RowColumns, start: RunStart): Schedule {
  const filled = fillRuns(plan, rows, start);
  const earlier = before.end.levels.filter(({ from }) => from < start.row);
  const end: RunEnd = { ...filled, levels: [...earlier, ...filled.levels] };
  checkTotal(plan.loan, rows, end);
  return new Schedule(plan, rows, end);
}

/** The tenor as it is now; where nothing is level it is what was asked for. */
function remainingTenor({ plan, end }: ScheduleParts): number {
  const { level } = plan.loan.rule;
  const isLevel = level !== "nothing" && level !== "minimum";
  return isLevel ? end.length - plan.periods.beforeFirst : plan.installments;
}

/** The installment that stays in force from a row on; absent where it is set anew. */
function keptFrom(
  { end }: ScheduleParts,
  row: number,
  policy: ReschedulePolicy,
): readonly KeptLevel[] | undefined {
  if (policy === "reduceInstallment") return undefined;
  const level = end.levels.filter(({ from }) => from <= row).at(-1);
  return level === undefined ? undefined : [{ from: row, installment: level.installment }];
}

/** @throws LendkitError `INVALID_DATE`, `CHANGE_OUT_OF_ORDER` */
function checkDay(
  { plan, end }: ScheduleParts,
  date: PlainDate,
  field: string,
  daysAfterLast: 0 | 1,
): number {
  const day = toEpochDay(plainDate(date, field));
  const first = plan.loan.disbursedDay;
  const prepaid = plan.balanceChanges.filter(({ amount }) => amount < 0);
  const after = prepaid.reduce((latest, each) => Math.max(latest, each.day - 1), first);
  const before = (plan.periods.end[end.length - 1] ?? first) + daysAfterLast;
  if (day > after && day < before) return day;
  throw changeOutOfOrder({
    field,
    found: date,
    after: fromEpochDay(after),
    before: fromEpochDay(before),
  });
}

/** The balance on a day within a row, before that row's payment. */
function balanceWithin({ plan, columns }: ScheduleParts, row: number, day: number): number {
  const opening = row === 0 ? plan.loan.lentFirst : (columns.closing[row - 1] ?? 0);
  return plan.balanceChanges
    .filter((change) => rowOfChange(plan.periods, change) === row && change.day <= day)
    .reduce((sum, { amount }) => sum + amount, opening);
}

function inOrder(changes: readonly BalanceChange[]): readonly BalanceChange[] {
  return [...changes].sort((a, b) => a.day - b.day);
}

function withRate(rates: readonly CheckedRate[], rate: CheckedRate): readonly CheckedRate[] {
  const others = rates.filter(({ from }) => from !== rate.from);
  return [...others, rate].sort((a, b) => a.from - b.from);
}

/** New columns, as long as the plan, with the rows before one copied. */
function rowsBefore({ columns }: ScheduleParts, plan: LoanPlan, row: number): RowColumns {
  const rows = emptyColumns(plan.length, columns.capitalized !== undefined);
  rows.interest.set(columns.interest.subarray(0, row));
  rows.closing.set(columns.closing.subarray(0, row));
  if (columns.capitalized !== undefined)
    rows.capitalized?.set(columns.capitalized.subarray(0, row));
  return rows;
}
