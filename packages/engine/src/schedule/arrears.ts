/**
 * What becomes of a schedule while nothing is paid.
 *
 * @module
 */
import { type PlainDate, plainDate, toEpochDay } from "../calendar/plainDate.ts";
import { checkTotal } from "./amortize.ts";
import type { LoanPlan } from "./loanPlan.ts";
import { periodOfDay, periodStart } from "./periods.ts";
import { checkCombination } from "./repaymentRule.ts";
import { emptyColumns, type RowChange, type RowColumns } from "./rows.ts";
import { fillRuns, type KeptLevel, type RunEnd } from "./runs.ts";
import { partsOf, Schedule } from "./schedule.ts";

/**
 * The schedule of a borrower who has paid nothing of it until a day, and pays all that is overdue
 * on that day: interest runs on overdue principal too. Installments stay as they are, so that more
 * of them is interest, and the last one takes the principal that is left.
 *
 * @param unpaidUntil interest on overdue principal runs to this day, excluded
 * @throws LendkitError `INVALID_DATE`, `NOT_COMBINABLE`; `NEGATIVE_AMORTIZATION` where an
 *   installment no longer covers its interest and the terms do not allow that
 *
 * @example
 * // 5000 at 12 %, 4 months, the first two unpaid: the second bears 50.00, not 37.69.
 * withArrears(amortize(terms), plainDate("2025-03-01")).row(2).interest.toFixed(2); //=> "50.00"
 */
export function withArrears(schedule: Schedule, unpaidUntil: PlainDate): Schedule {
  const { plan, columns: asPlanned, end } = partsOf(schedule);
  checkCombination(plan.loan.rule.name, "arrears");
  const until = toEpochDay(plainDate(unpaidUntil, "unpaidUntil"));
  const first = plan.periods.beforeFirst;
  const reached = Math.min(periodOfDay(plan.periods, until), end.length - 1);
  const columns = copyOf(asPlanned, plan.length);
  let changes = plan.changes;
  let filled = end;
  for (let row = first + 1; row <= reached; row += 1) {
    changes = withOverdue({ ...plan, changes }, columns, row, until);
    const balance = columns.closing[row - 1] ?? 0;
    filled = fillRuns({ ...plan, changes }, columns, { row, balance, kept: levelsFrom(end, row) });
  }
  const ended = { ...filled, levels: end.levels };
  checkTotal(plan.loan, columns, ended);
  return new Schedule({ ...plan, changes }, columns, ended);
}

/** The installments in force from a row on. */
function levelsFrom({ levels }: RunEnd, row: number): readonly KeptLevel[] | undefined {
  const inForce = levels.filter(({ from }) => from <= row).slice(-1);
  const kept = [...inForce, ...levels.filter(({ from }) => from > row)];
  return kept.length === 0 ? undefined : kept;
}

function copyOf(columns: RowColumns, length: number): RowColumns {
  const copy = emptyColumns(length, columns.capitalized !== undefined);
  copy.interest.set(columns.interest);
  copy.closing.set(columns.closing);
  if (columns.capitalized !== undefined) copy.capitalized?.set(columns.capitalized);
  return copy;
}

/** The changes, with the interest of a row on the principal that was due before it. */
function withOverdue(
  plan: LoanPlan,
  columns: RowColumns,
  row: number,
  until: number,
): readonly RowChange[] {
  const { periods, periodInterest, changes } = plan;
  const from = periodStart(periods, row);
  const to = Math.min(until, periods.end[row] ?? from);
  const amount = overduePrincipal(plan, columns, row);
  const overdue = { amount, from, to, factor: periodInterest.between(from, to) };
  const known = changes.find((each) => each.row === row);
  const change = known ?? { row, disbursed: 0, prepaid: 0, parts: [] };
  const others = changes.filter((each) => each !== known);
  return [...others, { ...change, parts: [...change.parts, overdue] }].sort(
    (a, b) => a.row - b.row,
  );
}

/** What was to be repaid with the installments before a row. */
function overduePrincipal({ loan, changes }: LoanPlan, columns: RowColumns, row: number): number {
  const before = changes.filter((change) => change.row < row);
  const lent = before.reduce((sum, each) => sum + each.disbursed - each.prepaid, loan.lentFirst);
  const added = columns.capitalized?.subarray(0, row).reduce((sum, each) => sum + each, 0) ?? 0;
  return lent + added - loan.downPayment - (columns.closing[row - 1] ?? 0);
}
