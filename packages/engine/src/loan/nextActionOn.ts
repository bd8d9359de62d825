/**
 * When a loan is to be looked at again, so that a day-end need not look at all loans each day.
 *
 * @module
 */
import { addDays, type PlainDate } from "../calendar/plainDate.ts";
import { daysPastDue } from "../delinquency/daysPastDue.ts";
import { isUnpaid } from "../due/due.ts";
import { currencyPlaces } from "../money/currency.ts";
import { bucketOf, isOver } from "./advance.ts";
import { creditStops, isBilled, nextBilling } from "./billedCredit.ts";
import { checkedRule, penalBase, penalDay } from "./dues.ts";
import type { LoanDue, LoanState, Servicing } from "./loanState.ts";
import type { Reminders } from "./notices.ts";
import { rowOf, scheduleOf } from "./repaymentPlan.ts";

/**
 * The first day after the loan's own on which time alone changes something that is told, listed or
 * booked: a due date, a penalty, a bucket, a notice. Null where nothing ever will without a fact.
 *
 * It is never too late, and may be too early: then nothing happens on that day, and the next one is
 * asked for. What only counts days until something happens does not make a day.
 *
 * @example
 * nextActionOn(state, { daysBeforeDue: 3 }); //=> "2024-02-26", before what is due on the 29th
 */
export function nextActionOn(state: LoanState, reminders: Reminders): PlainDate | null {
  const { servicing } = state;
  if (servicing === null || isOver(servicing)) return null;
  const days = [
    ...servicing.dues.flatMap((due) => daysOf(due, reminders)),
    ...planDays(servicing, reminders),
    ...billingDays(servicing),
    ...penaltyDays(state, servicing),
    ...bucketDays(servicing),
  ];
  return days.reduce<PlainDate | null>(
    (first, day) => (day > servicing.asOf && (first === null || day < first) ? day : first),
    null,
  );
}

/** The days that reminders of a due fall on, and its due date. */
function daysOf({ dueOn }: Pick<LoanDue, "dueOn">, reminders: Reminders): readonly PlainDate[] {
  if (reminders === null) return [dueOn];
  return [addDays(dueOn, -reminders.daysBeforeDue), dueOn, addDays(dueOn, 1)];
}

/** Of the next installment, and of those whose first reminder may come before its due date. */
function planDays({ asOf, plan, rowsDue }: Servicing, reminders: Reminders): readonly PlainDate[] {
  const days: PlainDate[] = [];
  const length = plan === null ? 0 : scheduleOf(plan).length;
  for (let index = rowsDue; plan !== null && index < length; index += 1) {
    const [first = asOf, ...later] = daysOf(rowOf(plan, index), reminders);
    days.push(first, ...later);
    if (first > asOf) break;
  }
  return days;
}

/** The day of the next bill, and that on which it is known whether the one before was paid whole. */
function billingDays(servicing: Servicing): readonly PlainDate[] {
  const { credit, repayment, asOf, status } = servicing;
  if (credit === null || status !== "active" || !isBilled(repayment)) return [];
  const cycle = nextBilling(repayment, credit, asOf);
  return [...creditStops(servicing), ...(cycle === undefined ? [] : [cycle.billedOn])];
}

function penaltyDays(state: LoanState, servicing: Servicing): readonly PlainDate[] {
  const { asOf, rules, dues } = servicing;
  if (rules.penalty === null) return [];
  const rule = checkedRule(rules.penalty, currencyPlaces(state.currency));
  const isDaily = rule.rule.kind === "percentMonthly" || rule.rule.kind === "annualDaily";
  const left = dues.reduce(
    (rest, due) => rest - assessed(due),
    rule.mostPerLoan - servicing.settledPenaltyMinor,
  );
  const tomorrow = addDays(asOf, 1);
  return dues
    .filter(({ dueOn }) => dueOn <= asOf)
    .flatMap((due) => {
      if (due.penalty.onceMinor === null) {
        const first = penalDay(rules, due);
        return [first > asOf ? first : tomorrow];
      }
      const grows = penalBase(rules, due) > 0 && assessed(due) < rule.mostPerDue && left > 0;
      return isDaily && grows ? [tomorrow] : [];
    });
}

function assessed({ charged, penalty }: LoanDue): number {
  return charged.penalty + penalty.waivedMinor;
}

/** The day after the first evening that can lead to another bucket. Pauses only put it off. */
function bucketDays(servicing: Servicing): readonly PlainDate[] {
  const { asOf, bucket, dues, pauses, rules } = servicing;
  if (bucketOf(servicing, asOf) !== bucket) return [addDays(asOf, 1)];
  const { buckets, graceDays } = rules.delinquency;
  const arrears = dues.filter((due) => due.dueOn <= asOf && isUnpaid(due));
  const dueDates = arrears.map(({ dueOn }) => dueOn);
  const late = daysPastDue(dueDates, asOf, { at: "dayEnd", pauses });
  if (late === undefined) return [];
  const pastDueFrom = graceDays + (buckets.at === "dayEnd" ? 0 : 1);
  const next = [pastDueFrom, ...buckets.buckets.map(({ fromDays }) => fromDays)]
    .filter((days) => days > late)
    .reduce((first, days) => Math.min(first, days), Number.POSITIVE_INFINITY);
  return next === Number.POSITIVE_INFINITY ? [] : [addDays(asOf, next - late + 1)];
}
