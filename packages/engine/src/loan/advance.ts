import type { BillingCycle } from "../billing/billingCycle.ts";
import { addDays, datesOutOfOrder, type PlainDate } from "../calendar/plainDate.ts";
import { bucket } from "../delinquency/bucket.ts";
import { daysPastDue } from "../delinquency/daysPastDue.ts";
import { isUnpaid } from "../due/due.ts";
import {
  accrueTo,
  creditStops,
  isBilled,
  nextBilling,
  nothingOwed,
  settleFreeTime,
} from "./billedCredit.ts";
import { billOf, chargeBill, namingCauses } from "./bills.ts";
import type { BilledCredit } from "./creditState.ts";
import {
  chargePenalties,
  countOverdue,
  fallDue,
  payFromHeld,
  penalDay,
  settlePaid,
} from "./dues.ts";
import type { Bill } from "./facts.ts";
import { rankOf } from "./foldOrder.ts";
import type { Journal } from "./journal.ts";
import type { LoanState, Servicing } from "./loanState.ts";
import { rowOf, scheduleOf } from "./repaymentPlan.ts";

/** Writes nothing down. */
export const silent: Journal = () => undefined;

/**
 * The loan as it is on a later day, if nothing happens until then but that time passes:
 * installments fall due, bills are made, held money pays them, penalties are charged, the bucket
 * moves. A day in between changes nothing: `advance` by way of it gives the same state.
 *
 * A bill becomes a fact when it is shown to the borrower. Until then it is among the state's
 * `toIssue`, and whatever is decided next records it; see `issueBills`.
 *
 * @param to not before the day that the loan was carried forward to
 * @throws LendkitError `DATES_OUT_OF_ORDER`; `AMOUNT_TOO_LARGE`
 */
export function advance(state: LoanState, to: PlainDate, journal: Journal = silent): LoanState {
  return carry(state, to, journal, true);
}

/**
 * The same on the way to a fact that was recorded: all bills before it are facts themselves.
 *
 * @throws LendkitError as `advance`
 */
export function advanceToFact(state: LoanState, to: PlainDate, journal: Journal): LoanState {
  return carry(state, to, journal, false);
}

function carry(state: LoanState, to: PlainDate, journal: Journal, bills: boolean): LoanState {
  if (state.servicing === null) return state;
  const { asOf } = state.servicing;
  if (to < asOf) throw datesOutOfOrder({ start: asOf, end: to });
  let servicing = state.servicing;
  while (servicing.asOf < to) {
    const billing = bills ? billingAfter(servicing) : undefined;
    const stop = nextStop(servicing, to, journal, billing?.billedOn);
    const stepped = step(state, servicing, stop, journal);
    servicing = stop === billing?.billedOn ? makeBill(state, stepped, billing, journal) : stepped;
  }
  return servicing === state.servicing ? state : { ...state, servicing };
}

function billingAfter({ credit, repayment, asOf, status }: Servicing): BillingCycle | undefined {
  if (credit === null || status !== "active" || !isBilled(repayment)) return undefined;
  return nextBilling(repayment, credit, asOf);
}

function makeBill(
  state: LoanState,
  servicing: Servicing,
  cycle: BillingCycle,
  journal: Journal,
): Servicing {
  const { credit, repayment, status } = servicing;
  if (credit === null || status !== "active" || !isBilled(repayment)) return servicing;
  const bill = billOf(state, servicing, credit, repayment, cycle);
  if (bill === undefined) return servicing;
  const billed = issued(state, servicing, { bill, sequence: Number.POSITIVE_INFINITY }, journal);
  const ranked = { ...billed, rank: rankOf({ kind: "billIssued" }) };
  if (ranked.credit === null) return ranked;
  return { ...ranked, credit: { ...ranked.credit, toIssue: [...credit.toIssue, bill] } };
}

/** What a bill changes, on its day. */
export function issued(
  state: Pick<LoanState, "currency">,
  servicing: Servicing,
  { bill, sequence }: { readonly bill: Bill; readonly sequence: number },
  journal: Journal,
): Servicing {
  const charged = chargeBill(state, servicing, bill, journal);
  if (servicing.credit === null || charged.credit === null) return servicing;
  const credit = namingCauses(servicing.credit, charged.credit, sequence);
  return settle({ ...charged, credit }, journal);
}

/** True where time changes nothing any more: closed, written off or voided. */
export function isOver({ status }: Servicing): boolean {
  return status === "closed" || status === "writtenOff" || status === "voided";
}

/** The next day on which something happens by itself, or the end. */
function nextStop(
  servicing: Servicing,
  to: PlainDate,
  journal: Journal,
  billedOn: PlainDate = to,
): PlainDate {
  const { asOf, plan, rowsDue, rules, dues } = servicing;
  if (isOver(servicing)) return to;
  const stops: PlainDate[] = [to, billedOn, ...creditStops(servicing)];
  if (plan !== null && rowsDue < scheduleOf(plan).length) stops.push(rowOf(plan, rowsDue).dueOn);
  for (const due of dues) {
    if (due.dueOn > asOf) stops.push(due.dueOn);
    else if (rules.penalty !== null) stops.push(...penaltyStops(servicing, due, journal));
  }
  return stops.reduce((first, day) => (day > asOf && day < first ? day : first));
}

/**
 * The day on which a penalty begins; for arrears of a taken-over loan that may be past, and the
 * next day counts. Each day after it too where a daily penalty is written down, and where several
 * dues use up one limit day by day.
 */
function penaltyStops(
  { asOf, rules }: Servicing,
  due: Servicing["dues"][number],
  journal: Journal,
): readonly PlainDate[] {
  if (due.penalty.onceMinor === null) {
    const first = penalDay(rules, due);
    return [first > asOf ? first : addDays(asOf, 1)];
  }
  const { penalty } = rules;
  const isDaily = penalty?.kind === "percentMonthly" || penalty?.kind === "annualDaily";
  const eachDay = journal !== silent || penalty?.mostPerLoan !== undefined;
  return isDaily && eachDay ? [addDays(asOf, 1)] : [];
}

function step(state: LoanState, before: Servicing, on: PlainDate, journal: Journal): Servicing {
  const servicing = { ...accrueTo(before, on), asOf: on, rank: 0 };
  if (isOver(before)) return servicing;
  const evening = { ...servicing, bucket: bucketOf(before, addDays(on, -1)) };
  const counted = chargePenalties(state, countOverdue(evening, on), on, journal);
  return settle(settleFreeTime(counted), journal);
}

/** What happens by itself on the day that a loan is at, once something has changed. */
export function settle(servicing: Servicing, journal: Journal): Servicing {
  const { asOf } = servicing;
  const due = fallDue(servicing, asOf, journal);
  return closeIfPaid(settlePaid(payFromHeld(due, asOf, journal), asOf), asOf);
}

function closeIfPaid(servicing: Servicing, on: PlainDate): Servicing {
  const { status, plan, rowsDue, dues, credit } = servicing;
  if (status !== "active" || dues.some(isUnpaid)) return servicing;
  if (credit !== null) return closeCredit(servicing, credit, on);
  const paidAhead = dues.filter(({ installment }) => installment !== null).length;
  const planned = plan === null ? 0 : scheduleOf(plan).length;
  if (rowsDue + paidAhead < planned) return servicing;
  return { ...servicing, status: "closed", closedOn: on, dues: [], rowsDue: planned };
}

/** A line stays open, unless its limit was taken away. */
function closeCredit(servicing: Servicing, credit: BilledCredit, on: PlainDate): Servicing {
  const staysOpen = credit.lastCycle === null && credit.limitMinor > 0;
  if (staysOpen || credit.startedOn === null || !nothingOwed(servicing)) return servicing;
  return { ...servicing, status: "closed", closedOn: on, dues: [] };
}

/** The bucket at the end of a day, if nothing is paid after what the loan knows. */
export function bucketOf(servicing: Servicing, at: PlainDate): string {
  const { buckets } = servicing.rules.delinquency;
  return bucket(buckets, overdueDays(servicing, at), servicing.bucket);
}

/** Days past due on a day; undefined where nothing is. */
export function overdueDays(servicing: Servicing, at: PlainDate): number | undefined {
  const { dues, pauses, rules } = servicing;
  const { buckets, graceDays } = rules.delinquency;
  if (isOver(servicing)) return undefined;
  const dueDates = dues.filter(isUnpaid).map(({ dueOn }) => dueOn);
  return daysPastDue(dueDates, at, { graceDays, at: buckets.at, pauses });
}
