/**
 * What is written when loans have changed, in a fixed number of queries however many there are.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import { type DueRow, dueRows } from "../loan/dueRows.ts";
import type { LoanFact } from "../loan/facts.ts";
import type { LoanState } from "../loan/loanState.ts";
import { nextActionOn } from "../loan/nextActionOn.ts";
import type { Notice, Reminders } from "../loan/notices.ts";
import { factMessage, noticeMessage, type OutboxMessage } from "../ports/outbox.ts";
import type { StoredLoan, UnitOfWork } from "../ports/store.ts";

/** A loan as it was loaded, and what became of it. */
export interface LoanChange {
  readonly loan: StoredLoan;
  readonly state: LoanState;
  /** To be appended; in the state already. */
  readonly facts: readonly LoanFact[];
  /** In the order in which they are to be handed on. */
  readonly messages: readonly OutboxMessage[];
}

/**
 * Stores loans whose locks are held: facts, states, dues and messages. All verbs are called before
 * the first is awaited, so that a store may send them together.
 */
export async function storeLoans(
  unit: UnitOfWork,
  changes: readonly LoanChange[],
  reminders: Reminders,
): Promise<void> {
  const dues = changes.map(({ loan, state }) => changedDues(loan.state, state));
  const loans = changes.map(({ loan, state }) => ({
    ...loan,
    state,
    nextActionOn: nextActionOn(state, reminders),
  }));
  await Promise.all([
    unit.facts.append(changes.flatMap(({ facts }) => facts)),
    unit.loans.save(loans),
    unit.dues.replace({
      put: dues.flatMap(({ put }) => put),
      removed: dues.flatMap(({ removed }) => removed),
    }),
    unit.outbox.put(changes.flatMap(({ messages }) => messages)),
  ]);
}

/** Messages of the days that passed, in the order of the days; of one day the facts come first. */
export function messagesOf(
  facts: readonly LoanFact[],
  notices: readonly Notice[],
): readonly OutboxMessage[] {
  const dated: readonly (readonly [on: PlainDate, message: OutboxMessage])[] = [
    ...facts.map((fact) => [fact.effectiveOn, factMessage(fact)] as const),
    ...notices.map((notice) => [notice.on, noticeMessage(notice)] as const),
  ];
  return [...dated]
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([, message]) => message);
}

/** Installments to come are looked at only where they may be others. */
function changedDues(before: LoanState, after: LoanState): ReturnType<typeof changedRows> {
  return isSameToCome(before.servicing, after.servicing)
    ? changedRows(openRows(before), openRows(after))
    : changedRows(dueRows(before), dueRows(after));
}

/** They follow from the plan, from how many have fallen due, and from which of them are dues early. */
function isSameToCome(before: LoanState["servicing"], after: LoanState["servicing"]): boolean {
  if (before === null || after === null || before.status !== after.status) return false;
  if (before.plan !== after.plan || before.rowsDue !== after.rowsDue) return false;
  const ahead = ({ plan, rowsDue, dues }: typeof before): string => {
    const last = (plan?.numbersBefore ?? 0) + rowsDue;
    return JSON.stringify(
      dues.flatMap(({ id, installment }) => ((installment ?? 0) > last ? [id] : [])),
    );
  };
  return ahead(before) === ahead(after);
}

function openRows(state: LoanState): readonly DueRow[] {
  const { servicing } = state;
  return servicing === null ? [] : dueRows({ ...state, servicing: { ...servicing, plan: null } });
}

/** Rows that are new or different, and those that are gone. */
function changedRows(
  before: readonly DueRow[],
  after: readonly DueRow[],
): { readonly put: readonly DueRow[]; readonly removed: readonly DueRow[] } {
  const was = new Map(before.map((row) => [row.dueId, row]));
  const is = new Set(after.map(({ dueId }) => dueId));
  return {
    put: after.filter((row) => !sameRow(row, was.get(row.dueId))),
    removed: before.filter(({ dueId }) => !is.has(dueId)),
  };
}

const fields: readonly (keyof DueRow)[] = [
  "loanId",
  "dueId",
  "customerId",
  "currency",
  "installment",
  "dueOn",
  "penalty",
  "fee",
  "interest",
  "principal",
  "paid",
  "unpaid",
];

function sameRow(row: DueRow, other: DueRow | undefined): boolean {
  return other !== undefined && fields.every((field) => row[field] === other[field]);
}
