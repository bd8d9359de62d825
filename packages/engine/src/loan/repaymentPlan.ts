/**
 * How the principal of a running loan is repaid: terms, and what changed them since, as data; and
 * the schedule that follows from them.
 *
 * @module
 */
import { parts as dateParts, type PlainDate } from "../calendar/plainDate.ts";
import { minorUnitsText } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { amortize } from "../schedule/amortize.ts";
import type { LoanTerms } from "../schedule/loanTerms.ts";
import { type ReschedulePolicy, reschedule, type ScheduleChange } from "../schedule/reschedule.ts";
import { type PlannedRow, partsOf, plannedRowOf, type Schedule } from "../schedule/schedule.ts";

export interface RepaymentPlan {
  readonly terms: LoanTerms;
  /** In the order of their days. Amounts are decimal text. */
  readonly changes: readonly PlanChange[];
  /** Installments of plans before this one; numbers go on after them. */
  readonly numbersBefore: number;
}

export type PlanChange = ScheduleChange & { readonly policy: ReschedulePolicy };

const schedules = new WeakMap<RepaymentPlan, Schedule>();

/** The schedule of a plan. It is computed once for each plan value. */
export function scheduleOf(plan: RepaymentPlan): Schedule {
  const known = schedules.get(plan);
  if (known !== undefined) return known;
  const schedule = plan.changes.reduce(
    (before, { policy, ...change }) => reschedule(before, change, policy).schedule,
    amortize(plan.terms),
  );
  schedules.set(plan, schedule);
  return schedule;
}

/** The plan after one more change, which is not before those it has. */
export function withChange(plan: RepaymentPlan, change: PlanChange): RepaymentPlan {
  const next = { ...plan, changes: [...plan.changes, change] };
  const { policy, ...what } = change;
  schedules.set(next, reschedule(scheduleOf(plan), what, policy).schedule);
  return next;
}

export function rowOf(plan: RepaymentPlan, index: number): PlannedRow {
  return plannedRowOf(scheduleOf(plan), index);
}

/** The principal that is not due yet, once some rows have fallen due. */
export function principalAfter(plan: RepaymentPlan, rowsDue: number): number {
  if (rowsDue >= scheduleOf(plan).length) return 0;
  const { openingBalance, disbursed, prepaid } = rowOf(plan, rowsDue);
  return openingBalance + disbursed - prepaid;
}

/**
 * True where installments from a row on can be paid before they are due. Interest that is still to
 * be capitalized is no principal yet, so nothing can be paid of it.
 */
export function canPayAhead(plan: RepaymentPlan, rowsDue: number): boolean {
  const { length } = scheduleOf(plan);
  for (let index = rowsDue; index < length; index += 1) {
    if (rowOf(plan, index).capitalized > 0) return false;
  }
  return true;
}

/** The first day of the period of a row. */
export function periodStartOf(plan: RepaymentPlan, index: number): PlainDate {
  return rowOf(plan, index).periodStart;
}

/** The rate in force on a day, percent a year. */
export function ratePercentOn({ terms, changes }: RepaymentPlan, day: PlainDate): string {
  const later = [
    ...(terms.rates ?? []),
    ...changes.flatMap((change) => (change.kind === "rate" ? [change] : [])),
  ].filter(({ from }) => from <= day);
  const last = later.reduce<(typeof later)[number] | undefined>(
    (latest, each) => (latest === undefined || each.from >= latest.from ? each : latest),
    undefined,
  );
  return String(last?.annualRatePercent ?? terms.annualRatePercent);
}

/**
 * The installment of a row, without fees: the level one in force there, or where the method has
 * none what the row itself pays. Zero after the last row.
 */
export function levelAt(plan: RepaymentPlan, index: number): number {
  const schedule = scheduleOf(plan);
  if (index >= schedule.length) return 0;
  const { end, plan: of } = partsOf(schedule);
  const { level } = of.loan.rule;
  if (level === "installment" || level === "flat") {
    return end.levels.filter(({ from }) => from <= index).at(-1)?.installment ?? 0;
  }
  const { principal, interest } = rowOf(plan, index);
  return principal + interest;
}

/**
 * Interest from the start of a row's period to a day within it, on what is then not due yet.
 * Rounded once, as an installment's is.
 */
export function interestTo(plan: RepaymentPlan, rowsDue: number, day: PlainDate): number {
  const principal = principalAfter(plan, rowsDue);
  if (principal === 0 || day <= periodStartOf(plan, rowsDue)) return 0;
  const all = {
    kind: "prepayment",
    on: day,
    amount: minorUnitsText(principal, currencyPlaces(plan.terms.currency)),
    policy: "reduceTenor",
  } as const;
  return rowOf(withChange(plan, all), rowsDue).interest;
}

/** The day of the month that due dates keep to, where they follow months. */
export function rollOf({
  frequency,
  roll,
  firstDueOn,
  disbursedOn,
}: LoanTerms): Pick<LoanTerms, "roll"> {
  if (roll !== undefined) return { roll };
  const monthly = frequency.endsWith("M") || frequency.endsWith("Y");
  return monthly ? { roll: dateParts(firstDueOn ?? disbursedOn).day } : {};
}
