/**
 * Notices: what a borrower is told because a day came. Each is told once: its id follows from the
 * loan, the kind, the due and the day.
 *
 * @module
 */
import { addDays, type PlainDate } from "../calendar/plainDate.ts";
import { inOrder, totalOf } from "../due/due.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { minorUnitsText } from "../money/amount.ts";
import { type CurrencyCode, currencyPlaces } from "../money/currency.ts";
import { installmentDue } from "./dues.ts";
import type { LoanDue, LoanState, Servicing } from "./loanState.ts";
import { rowOf, scheduleOf } from "./repaymentPlan.ts";

/**
 * - `dueSoon`: so many days before a due date, as the reminders say.
 * - `dueToday`: on the due date.
 * - `overdue`: on the day after it, where something is still unpaid.
 * - `billIssued`: on the day of a bill.
 * - `bucketChanged`: on the day after the evening on which a loan was classified otherwise.
 * - `closed`: on the day from which nothing is owed any more.
 */
export type NoticeKind =
  | "dueSoon"
  | "dueToday"
  | "overdue"
  | "billIssued"
  | "bucketChanged"
  | "closed";

export interface Notice {
  /** The same whenever it is derived; no other notice of any loan has it. */
  readonly id: string;
  readonly loanId: string;
  readonly customerId: string;
  readonly kind: NoticeKind;
  /** The lender's day that it is of, which may be before the day on which it is written. */
  readonly on: PlainDate;
  /** The due that it speaks of; null where it speaks of the loan. */
  readonly dueId: string | null;
  /** Decimal text in `currency`: what is to be paid; null where it speaks of no amount. */
  readonly amount: string | null;
  readonly currency: CurrencyCode;
  /** What else it says, such as `dueOn`, or `from` and `to` of a changed bucket. */
  readonly detail: Readonly<Record<string, string>>;
}

/** Which reminders of dues are written; null for none. */
export type Reminders = {
  /** Whole days, zero or more; zero for none before the due date. */
  readonly daysBeforeDue: number;
} | null;

export const invalidReminders: ErrorType<{ readonly found: string }> = errorType(
  "INVALID_REMINDERS",
  {
    kind: "invalid",
    message: ({ found }) =>
      `reminders.daysBeforeDue is ${found}, expected a whole number from 0 to 365.`,
  },
);

/** A year: longer notice than that is of the installment after next. */
const MOST_DAYS = 365;

/** @throws LendkitError `INVALID_REMINDERS` */
export function checkReminders(reminders: Reminders): void {
  const days = reminders?.daysBeforeDue ?? 0;
  if (Number.isSafeInteger(days) && days >= 0 && days <= MOST_DAYS) return;
  throw invalidReminders({ found: String(days) });
}

/**
 * The notices of one day.
 *
 * @param before the loan on an earlier day, since when there was nothing to tell
 * @param after the same loan carried forward to the day, before that day's facts
 */
export function noticesOn(
  before: LoanState,
  after: LoanState,
  reminders: Reminders,
): readonly Notice[] {
  const { servicing } = after;
  if (servicing === null) return [];
  return [
    ...billsMade(before, after),
    ...bucketChange(before, after, servicing),
    ...(reminders === null ? [] : remindersOn(after, servicing, reminders)),
    ...closing(before, after),
  ];
}

/** The notice of a loan's end, whether a day or a fact brought it. */
export function closing(before: LoanState, after: LoanState): readonly Notice[] {
  const { servicing } = after;
  if (servicing?.status !== "closed" || before.servicing?.status === "closed") return [];
  return [noticeOf(after, { kind: "closed", on: servicing.closedOn ?? servicing.asOf })];
}

type Told = Pick<Notice, "kind" | "on"> & Partial<Pick<Notice, "dueId" | "amount" | "detail">>;

/** A notice with its id. */
export function noticeOf({ loanId, customerId, currency }: LoanState, told: Told): Notice {
  const { kind, on, dueId = null, amount = null, detail = {} } = told;
  const id = JSON.stringify([loanId, kind, dueId, on]);
  return { id, loanId, customerId, kind, on, dueId, amount, currency, detail };
}

/** Bills that became known since, each on its own day. */
function billsMade(before: LoanState, after: LoanState): readonly Notice[] {
  const known = before.servicing?.credit?.toIssue.length ?? 0;
  const bills = after.servicing?.credit?.toIssue.slice(known) ?? [];
  return bills.map(({ cycle, billedOn, payBy, minimumDue }) =>
    noticeOf(after, {
      kind: "billIssued",
      on: billedOn,
      dueId: `bill ${cycle}`,
      amount: minimumDue,
      detail: { dueOn: payBy },
    }),
  );
}

function bucketChange(
  before: LoanState,
  after: LoanState,
  { asOf: on, bucket: to }: Servicing,
): readonly Notice[] {
  const from = before.servicing?.bucket ?? to;
  if (from === to) return [];
  return [noticeOf(after, { kind: "bucketChanged", on, detail: { from, to } })];
}

/** Money that is held pays the oldest first, so nobody is asked for what it will pay. */
function remindersOn(
  state: LoanState,
  servicing: Servicing,
  { daysBeforeDue }: NonNullable<Reminders>,
): readonly Notice[] {
  const { asOf: on, status } = servicing;
  if (status !== "active") return [];
  let held = servicing.heldMinor;
  return duesUpTo(servicing, addDays(on, daysBeforeDue)).flatMap((due) => {
    const unpaid = totalOf(due.charged) - totalOf(due.paid);
    const covered = Math.min(held, unpaid);
    held -= covered;
    const kind = reminderOf(due, on, daysBeforeDue);
    if (kind === undefined || unpaid === covered) return [];
    const amount = minorUnitsText(unpaid - covered, currencyPlaces(state.currency));
    return [noticeOf(state, { kind, on, dueId: due.id, amount, detail: { dueOn: due.dueOn } })];
  });
}

function reminderOf(
  { dueOn }: LoanDue,
  on: PlainDate,
  daysBeforeDue: number,
): NoticeKind | undefined {
  if (dueOn === on) return "dueToday";
  if (dueOn < on) return addDays(dueOn, 1) === on ? "overdue" : undefined;
  return addDays(on, daysBeforeDue) === dueOn ? "dueSoon" : undefined;
}

/** Open dues and installments to come up to a day, included; the oldest first. */
function duesUpTo(servicing: Servicing, last: PlainDate): readonly LoanDue[] {
  const { plan, rowsDue, dues } = servicing;
  const known = new Set(dues.map(({ id }) => id));
  const found = dues.filter(({ dueOn }) => dueOn <= last);
  const length = plan === null ? 0 : scheduleOf(plan).length;
  for (let index = rowsDue; plan !== null && index < length; index += 1) {
    if (rowOf(plan, index).dueOn > last) break;
    const due = installmentDue(servicing, plan, index);
    if (!known.has(due.id)) found.push(due);
  }
  return inOrder(found);
}
